namespace Nabla.Nn;

/// <summary>2-D convolution, (N, C, H, W) → (N, O, H', W').</summary>
/// <param name="channels">C.</param>
/// <param name="outputs">O.</param>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Pixels between windows.</param>
/// <param name="padding">Pixels of zeros on each side.</param>
/// <param name="dilation">Pixels between the taps of a window.</param>
/// <param name="groups">Groups of channels that see only each other.</param>
/// <param name="bias">Whether each output has a constant added.</param>
/// <param name="init">How the weight (O, C/groups, kernel, kernel) begins; as in PyTorch, U(±1/√fan-in), when not given. The bias always begins so.</param>
public sealed class Conv2d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true, Initializer? init = null)
    : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(WeightShape(channels, outputs, kernel, groups), init ?? Nn.Init.FanIn(channels / groups * kernel * kernel));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(channels / groups * kernel * kernel)) : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Conv2d(weight, bias?.Value, stride, padding, dilation, groups);

    private static Shape WeightShape(int channels, int outputs, int kernel, int groups)
    {
        _ = LayerSizes.Of("conv2d", ("channels", channels), ("outputs", outputs), ("kernel", kernel), ("groups", groups));
        return channels % groups == 0 && outputs % groups == 0 ? [outputs, channels / groups, kernel, kernel]
            : throw new RangeException("conv2d", $"{groups} groups do not divide {channels} channels and {outputs} outputs. Use a divisor of both.");
    }
}
