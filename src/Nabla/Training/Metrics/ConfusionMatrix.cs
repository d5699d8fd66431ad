namespace Nabla.Training;

/// <summary>How often each class was taken for each: what accuracy, precision, recall and F1 are made of.</summary>
/// <remarks>
/// A class that was never predicted has precision 0, one that never occurs recall 0, and one with neither F1 0. Means over
/// classes (macro) leave out classes that neither occur nor were predicted. Micro means, over all decisions, of precision,
/// recall and F1 are all the accuracy where every sample has one class. Without samples all is NaN.
/// Sokolova and Lapalme 2009, tables 1 and 3; the macro F1 is the mean of the classes' F1, as scikit-learn's f1_score(average="macro").
/// </remarks>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;

    /// <summary>An empty matrix of this many classes.</summary>
    public ConfusionMatrix(int classes)
    {
        if (classes < 1)
            throw new RangeException("confusion_matrix", $"{classes} classes are not possible. Give 1 or more.");
        (Classes, counts) = (classes, new long[classes, classes]);
    }

    /// <summary>The matrix of logits or probabilities (N, C) against labels (N).</summary>
    /// <exception cref="RangeException">An output is NaN, or a label is none of the classes.</exception>
    public static ConfusionMatrix Of(Tensor output, Tensor target)
    {
        Metrics.CheckClasses("confusion_matrix", output, target);
        using var scope = new Scope();
        if (Metrics.HasNaN(output))
            throw new RangeException("confusion_matrix", $"output of shape {output.Shape} holds NaN, which is no answer. Check the inputs, and that the training did not diverge.");
        var matrix = new ConfusionMatrix(output.Shape[1]);
        foreach (var (label, predicted) in target.To(DType.I64).ToArray<long>().Zip(output.Detach().ArgMax(1).ToArray<long>()))
            matrix.Add(label, predicted);
        return matrix;
    }

    /// <summary>How many classes.</summary>
    public int Classes { get; }

    /// <summary>How often a sample of class <paramref name="label"/> was taken for <paramref name="predicted"/>.</summary>
    public long this[int label, int predicted] => counts[label, predicted];

    /// <summary>All samples.</summary>
    public long Count => Sum((_, _) => true);

    /// <summary>Counts one sample.</summary>
    public void Add(long label, long predicted)
    {
        if (label < 0 || label >= Classes || predicted < 0 || predicted >= Classes)
            throw new RangeException("confusion_matrix", $"label {label}, prediction {predicted}: 0 to {Classes - 1} were expected. Check the data, or make the matrix of more classes.");
        counts[label, predicted]++;
    }

    /// <summary>The part of samples that are right.</summary>
    public double Accuracy => (double)Sum((l, p) => l == p) / Count;

    /// <summary>Hits over predictions, of all classes together. Each sample has one label and one prediction, so it is the accuracy.</summary>
    public double MicroPrecision => Accuracy;

    /// <summary>Hits over samples, of all classes together: the accuracy, as <see cref="MicroPrecision"/>.</summary>
    public double MicroRecall => Accuracy;

    /// <summary>2·hits over samples and predictions of all classes together: the accuracy, as <see cref="MicroPrecision"/>.</summary>
    public double MicroF1 => Accuracy;

    /// <summary>The part of a class's predictions that are right.</summary>
    public double Precision(int c) => Part(counts[c, c], Sum((_, p) => p == c));

    /// <summary>The part of a class's samples that are found.</summary>
    public double Recall(int c) => Part(counts[c, c], Sum((l, _) => l == c));

    /// <summary>2·precision·recall / (precision + recall), the harmonic mean: 2·hits / (samples + predictions).</summary>
    public double F1(int c) => Part(2 * counts[c, c], Sum((l, _) => l == c) + Sum((_, p) => p == c));

    /// <summary>The mean precision over classes.</summary>
    public double MacroPrecision => Macro(Precision);

    /// <summary>The mean recall over classes: balanced accuracy, where every class occurs.</summary>
    public double MacroRecall => Macro(Recall);

    /// <summary>The mean F1 over classes.</summary>
    public double MacroF1 => Macro(F1);

    private double Macro(Func<int, double> of) =>
        Enumerable.Range(0, Classes).Where(c => Sum((l, p) => l == c || p == c) > 0).Select(of).DefaultIfEmpty(double.NaN).Average();

    private static double Part(long of, long all) => all == 0 ? 0 : (double)of / all;

    private long Sum(Func<int, int, bool> where)
    {
        long sum = 0;
        for (int l = 0; l < Classes; l++)
            for (int p = 0; p < Classes; p++)
                sum += where(l, p) ? counts[l, p] : 0;
        return sum;
    }
}
