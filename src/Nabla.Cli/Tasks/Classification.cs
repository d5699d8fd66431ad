using Nabla.Training;

namespace Nabla.Cli;

/// <summary>One of several classes: outputs (N, C) are logits, targets (N) labels; mixed samples have (N, C) shares of the classes, and the larger counts in the score.</summary>
internal sealed class Classification(IReadOnlyList<string> classes, Func<Tensor, Tensor, Tensor> loss) : Objective
{
    /// <summary>By cross-entropy.</summary>
    internal Classification(IReadOnlyList<string> classes) : this(classes, (output, target) => Nabla.Loss.CrossEntropy(output, target))
    {
    }

    internal override string ScoreName => "accuracy";

    internal override Tensor Loss(Tensor output, Tensor target) => target.Shape.Rank == 2 ? Nabla.Loss.SoftCrossEntropy(output, target) : loss(output, target);

    internal override double Score(Tensor output, Tensor target) => Metrics.Accuracy(output, target.Shape.Rank == 2 ? target.ArgMax(1) : target);

    internal override TestResult Judge(Tensor output, Tensor target)
    {
        int n = classes.Count;
        float[] logits = output.ToArray<float>();
        long[] labels = target.ToArray<long>();
        var confusion = new ConfusionMatrix(n);
        var mistakes = new List<Mistake>();
        for (int i = 0; i < labels.Length; i++)
        {
            double[] p = Probabilities(logits.AsSpan(i * n, n));
            int guess = Array.IndexOf(p, p.Max());
            confusion.Add(labels[i], guess);
            if (guess != labels[i])
                mistakes.Add(new(i, (int)labels[i], guess, p[guess]));
        }

        var scores = new Scores(loss(output, target).Item(), [new("accuracy", confusion.Accuracy), new("f1", confusion.MacroF1)]);
        return new ClassificationResult(scores, classes, confusion, [.. mistakes.OrderByDescending(m => m.Probability).ThenBy(m => m.Index)]);
    }

    /// <summary>softmax of one row in double precision.</summary>
    internal static double[] Probabilities(ReadOnlySpan<float> logits)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (float x in logits)
            most = Math.Max(most, x);
        var p = new double[logits.Length];
        for (int i = 0; i < p.Length; i++)
            sum += p[i] = Math.Exp(logits[i] - most);
        for (int i = 0; i < p.Length; i++)
            p[i] /= sum;
        return p;
    }
}
