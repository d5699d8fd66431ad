using Nabla.Training;

namespace Nabla.Cli;

/// <summary>How a model did on the test samples.</summary>
internal abstract record TestResult(Scores Scores);

/// <summary>A test sample that was taken for another class.</summary>
internal sealed record Mistake(int Index, int Truth, int Guess, double Probability);

/// <summary>How a classifier did: counts by (truth, guess), and its mistakes, the surest first.</summary>
internal sealed record ClassificationResult(Scores Scores, IReadOnlyList<string> Classes, ConfusionMatrix Confusion, IReadOnlyList<Mistake> Mistakes) : TestResult(Scores);

/// <summary>How a regression did: predicted and actual numbers of the column, a test sample each.</summary>
internal sealed record RegressionResult(Scores Scores, string Column, double[] Predicted, double[] Actual) : TestResult(Scores);
