namespace Nabla.Nn;

/// <summary>1-D convolution, (N, C, L) → (N, O, L').</summary>
/// <remarks>Waibel et al. 1989 (time-delay networks); PyTorch's <c>Conv1d</c>.</remarks>
/// <param name="channels">C.</param>
/// <param name="outputs">O.</param>
/// <param name="kernel">Taps of the window.</param>
/// <param name="stride">Positions between windows.</param>
/// <param name="padding">Zeros on each side, or <see cref="Padding.Same"/>.</param>
/// <param name="dilation">Positions between the taps of a window.</param>
/// <param name="groups">Groups of channels that see only each other.</param>
/// <param name="bias">Whether each output has a constant added.</param>
/// <param name="init">How the weight (O, C/groups, kernel) begins; as in PyTorch, U(±1/√fan-in), when not given. The bias always begins so.</param>
public sealed class Conv1d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true, Initializer? init = null)
    : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(WeightShape(channels, outputs, kernel, stride, padding, dilation, groups), init ?? Nn.Init.FanIn(channels / groups * kernel));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(channels / groups * kernel)) { Decays = false } : null;

    /// <summary>Numbers that a layer learns: kernel · C/groups · O, and O for the bias.</summary>
    /// <exception cref="RangeException">No layer has such numbers.</exception>
    public static long CountParameters(int channels, int outputs, int kernel, int groups = 1, bool bias = true) =>
        LayerSizes.CountParameters("conv1d", channels, outputs, kernel, axes: 1, groups, bias);

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Conv1d(weight, bias?.Value, stride, padding, dilation, groups);

    private static Shape WeightShape(int channels, int outputs, int kernel, int stride, int padding, int dilation, int groups)
    {
        _ = LayerSizes.Of("conv1d", ("channels", channels), ("outputs", outputs), ("kernel", kernel), ("groups", groups));
        LayerSizes.CheckGroups("conv1d", channels, outputs, groups);
        LayerSizes.CheckWindow("conv1d", stride, padding, dilation);
        return [outputs, channels / groups, kernel];
    }
}
