namespace Nabla;

/// <summary>How a loss combines the losses of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean; of none it is 0 with gradients of 0, as where mining finds no triplet or every label is ignored. (PyTorch's is NaN.)</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>None: one loss for each sample or element.</summary>
    None,

    /// <summary>Their sum over the first dimension's size, however many each sample has; 0 of none.</summary>
    BatchMean,
}

public static partial class Loss
{
    private static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Shape.Count == 0 ? losses.Sum() : losses.Mean(),
        Reduction.Sum => losses.Sum(),
        Reduction.BatchMean => losses.Sum() / (losses.Shape.Rank == 0 ? 1 : Math.Max(1, losses.Shape[0])),
        Reduction.None => losses,
        _ => throw new RangeException("loss", $"reduction {(int)reduction} is not possible. Give Mean, Sum, None or BatchMean."),
    };
}
