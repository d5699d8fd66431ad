namespace Nabla.Nn;

/// <summary>x above 0, else slope · x, with slopes that are learned: one for all channels, or one for each, (N, C, …) or (C).</summary>
/// <param name="channels">1, or C.</param>
/// <param name="slope">What the slopes begin with.</param>
public sealed class PReLU(int channels = 1, double slope = 0.25) : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(LayerSizes.Of("prelu", ("channels", channels)), Nn.Init.Constant(LayerSizes.Finite("prelu", "slope", slope))) { Decays = false };

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.PRelu(weight);
}
