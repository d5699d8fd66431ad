namespace Nabla.Nn;

/// <summary>Sets elements to 0 with probability <paramref name="p"/> in training and scales the others by 1 / (1 − p).</summary>
public sealed class Dropout(double p = 0.5) : Stateless
{
    private readonly double p = Tensor.CheckedDropout(p);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Dropout(p);
}
