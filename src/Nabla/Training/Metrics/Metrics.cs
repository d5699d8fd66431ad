namespace Nabla.Training;

/// <summary>One number that tells how good outputs are, as a mean over the batch.</summary>
public delegate double Metric(Tensor output, Tensor target);

/// <summary>Numbers that tell how good outputs are, in float64.</summary>
/// <remarks>
/// <see cref="Accuracy"/>, <see cref="TopK"/>, <see cref="SquaredError"/> and <see cref="AbsoluteError"/> are means over samples, so that
/// <see cref="Trainer.Evaluate"/> may average them over batches; give the others all outputs of a data set at once.
/// Outputs that hold NaN answer nothing: of them these metrics are NaN, as of no samples. Where NaN cannot tell it
/// (<see cref="ConfusionMatrix.Of"/>, <see cref="CalibrationError"/>, <see cref="RocAuc"/>, <see cref="AveragePrecision"/>) it is an error.
/// </remarks>
public static partial class Metrics
{
    /// <summary>The part of samples whose largest logit is at their label; of equal ones, the first counts.</summary>
    /// <remarks>Goodfellow, Bengio and Courville 2016, section 5.1.2. output (N, C), target (N) of I64 or I32. NaN of no samples, and where an output is NaN.</remarks>
    public static double Accuracy(Tensor output, Tensor target)
    {
        CheckClasses("accuracy", output, target);
        using var scope = new Scope();
        if (HasNaN(output))
            return double.NaN;
        return output.Detach().ArgMax(1).Equal(target.To(DType.I64)).Sum().Item() / target.Shape[0];
    }

    /// <summary>The part of samples whose label is among their k largest logits.</summary>
    /// <remarks>1 − the top-k error of Krizhevsky, Sutskever and Hinton 2012, section 2. output (N, C), target (N) of I64 or I32. NaN of no samples, and where an output is NaN.</remarks>
    public static Metric TopK(int k) => (output, target) =>
    {
        CheckClasses("top_k", output, target);
        if (k < 1 || k > output.Shape[1])
            throw new RangeException("top_k", $"k {k} is not possible with {output.Shape[1]} classes. Give 1 to {output.Shape[1]}.");
        using var scope = new Scope();
        if (HasNaN(output))
            return double.NaN;
        return output.Detach().TopK(k).Indices.Equal(target.To(DType.I64).Reshape([target.Shape[0], 1])).Sum().Item() / target.Shape[0];
    };

    /// <summary>An error unless there is a row of C numbers and a label 0 … C − 1 for each sample.</summary>
    internal static void CheckClasses(string op, Tensor output, Tensor target)
    {
        Tensor.CheckGiven(op, "output", output);
        Tensor.CheckGiven(op, "target", target);
        if (output.Shape.Rank != 2 || target.Shape != [output.Shape[0]])
            throw new ShapeException(op, $"output {output.Shape} and target {target.Shape}: (N, C) and (N) were expected. Give one label for each row.");
        if (!output.DType.IsFloat() || target.DType is not (DType.I64 or DType.I32))
            throw new DTypeException(op, $"output is {output.DType}, target {target.DType}; F32 or F64 and I64 or I32 were expected. Convert with To.");
        using var scope = new Scope();
        long[] labels = target.To(DType.I64).ToArray<long>();
        if (Array.FindIndex(labels, l => (ulong)l >= (ulong)output.Shape[1]) is >= 0 and int wrong)
            throw new RangeException(op, $"label {labels[wrong]} of sample {wrong} is outside 0 … {output.Shape[1] - 1}. Check the data.");
    }

    internal static bool HasNaN(Tensor output) => output.Detach() is var x && x.NotEqual(x).Sum().Item() > 0;

    private static double[] Doubles(Tensor t)
    {
        using var scope = new Scope();
        return t.Detach().To(DType.F64).ToArray<double>();
    }
}
