namespace Nabla;

/// <summary>How a loss combines the losses of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>None: one loss for each sample or element.</summary>
    None,

    /// <summary>Their sum over the first dimension's size, however many each sample has.</summary>
    BatchMean,
}

public static partial class Loss
{
    private static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        Reduction.BatchMean => losses.Sum() / (losses.Shape.Rank == 0 ? 1 : losses.Shape[0]),
        _ => losses,
    };
}
