namespace Nabla;

/// <summary>How a loss combines the losses of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>None: one loss for each sample.</summary>
    None,
}

/// <summary>Loss functions.</summary>
public static partial class Loss
{
    /// <summary>Categorical cross-entropy on logits: −log softmax(x)[label], fused and stable.</summary>
    /// <remarks>logits (N, C), labels (N) of I64 or I32 in 0 … C−1. dx = (softmax(x) − one-hot(label)) · dloss.</remarks>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, Reduction reduction = Reduction.Mean)
    {
        if (logits.Shape.Rank != 2 || labels.Shape.Rank != 1 || logits.Shape[0] != labels.Shape[0])
            throw new ShapeException("cross_entropy", $"logits {logits.Shape} and labels {labels.Shape}: (N, C) and (N) were expected. Give one label for each row of logits.");
        if (!logits.DType.IsFloat() || labels.DType is not (DType.I64 or DType.I32))
            throw new DTypeException("cross_entropy", $"logits are {logits.DType}, labels {labels.DType}; F32 or F64 and I64 or I32 were expected. Convert with To.");
        CheckLabels(labels, logits.Shape[1]);
        var losses = logits.PickedLosses(labels);
        return reduction switch
        {
            Reduction.Mean => losses.Mean(),
            Reduction.Sum => losses.Sum(),
            _ => losses,
        };
    }

    private static void CheckLabels(Tensor labels, int classes)
    {
        using var scope = new Scope();
        var values = labels.To(DType.I64).ToArray<long>();
        int bad = Array.FindIndex(values, l => (ulong)l >= (ulong)classes);
        if (bad >= 0)
            throw new RangeException("cross_entropy", $"label {values[bad]} of sample {bad} is outside 0 … {classes - 1}. Check the data, or give the last layer more outputs.");
    }
}
