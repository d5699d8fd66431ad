namespace Nabla.Nn;

/// <summary>Sets elements to 0 with probability <paramref name="p"/> in training and scales the others by 1 / (1 − p).</summary>
public sealed class Dropout(double p = 0.5) : Stateless
{
    private readonly double p = Tensor.CheckedDropout(p);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Dropout(p);
}

/// <summary>Sets whole channels of sequences (N, C, L) to 0 with probability <paramref name="p"/> in training and scales the others by 1 / (1 − p).</summary>
public sealed class Dropout1d(double p = 0.5) : Stateless
{
    private readonly double p = Tensor.CheckedDropout(p);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Shape.Rank == 3 ? x.ChannelDropout(p)
        : throw new ShapeException("dropout1d", $"input {x.Shape} was given, (N, C, L) was expected. Add a batch dimension with Reshape, or use Dropout for features.");
}

/// <summary>Sets whole channels of images (N, C, H, W) to 0 with probability <paramref name="p"/> in training and scales the others by 1 / (1 − p).</summary>
public sealed class Dropout2d(double p = 0.5) : Stateless
{
    private readonly double p = Tensor.CheckedDropout(p);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Shape.Rank == 4 ? x.ChannelDropout(p)
        : throw new ShapeException("dropout2d", $"input {x.Shape} was given, (N, C, H, W) was expected. Add a batch dimension with Reshape, or use Dropout for features.");
}

/// <summary>Stochastic depth (Huang et al. 2016): drops the branch of a residual block for whole samples with probability <paramref name="p"/> in training, else scales it by 1 / (1 − p).</summary>
public sealed class DropPath(double p) : Stateless
{
    private readonly double p = Tensor.CheckedDropout(p);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.DropPath(p);
}
