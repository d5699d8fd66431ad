namespace Nabla.Nn;

/// <summary>2-D convolution, (N, C, H, W) → (N, O, H', W').</summary>
public sealed class Conv2d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new([outputs, channels / groups, kernel, kernel], Nn.Init.FanIn(channels / groups * kernel * kernel));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(channels / groups * kernel * kernel)) : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Conv2d(weight, bias?.Value, stride, padding, dilation, groups);
}
