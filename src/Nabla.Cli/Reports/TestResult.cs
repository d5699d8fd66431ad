namespace Nabla.Cli;

/// <summary>A test image that was taken for another class.</summary>
internal sealed record Mistake(int Index, int Truth, int Guess, double Probability);

/// <summary>How a model did on the test images: counts by (truth, guess), and its mistakes, the surest first.</summary>
internal sealed record TestResult(double Loss, double Accuracy, int[,] Confusion, IReadOnlyList<Mistake> Mistakes);
