namespace Nabla.Nn;

/// <summary>Local response normalization over neighbouring channels (Krizhevsky, Sutskever and Hinton 2012, section 3.3), of (N, C, …).</summary>
/// <param name="size">Channels in the sum.</param>
/// <param name="alpha">α, the factor of the mean square.</param>
/// <param name="beta">β, the exponent.</param>
/// <param name="k">What is added to it.</param>
public sealed class LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1) : Stateless
{
    private readonly int size = LayerSizes.Size("local_response_norm", "size", size);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.LocalResponseNorm(size, alpha, beta, k);
}
