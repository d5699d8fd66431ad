namespace Nabla.Nn;

/// <summary>Transposed 2-D convolution, (N, C, H, W) → (N, O, H', W'), of <see cref="Window.TransposedSize"/>.</summary>
/// <remarks>Dumoulin and Visin 2016, chapter 4; PyTorch's <c>ConvTranspose2d</c>.</remarks>
/// <param name="channels">C.</param>
/// <param name="outputs">O.</param>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">How far apart the input's pixels stand in the output.</param>
/// <param name="padding">Pixels cut off on each side.</param>
/// <param name="outputPadding">Pixels added behind, below the stride or the dilation.</param>
/// <param name="dilation">Pixels between the taps of a window.</param>
/// <param name="groups">Groups of channels that see only each other.</param>
/// <param name="bias">Whether each output has a constant added.</param>
/// <param name="init">How the weight (C, O/groups, kernel, kernel) begins; as in PyTorch, U(±1/√(O/groups·kernel²)), when not given. The bias always begins so.</param>
public sealed class ConvTranspose2d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1, bool bias = true, Initializer? init = null)
    : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(WeightShape(channels, outputs, kernel, groups, (stride, padding, outputPadding, dilation)), init ?? Nn.Init.FanIn(outputs / groups * kernel * kernel));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(outputs / groups * kernel * kernel)) { Decays = false } : null;

    /// <summary>Numbers that a layer learns: kernel² · C · O/groups, and O for the bias.</summary>
    /// <exception cref="RangeException">No layer has such numbers.</exception>
    public static long CountParameters(int channels, int outputs, int kernel, int groups = 1, bool bias = true) =>
        LayerSizes.CountParameters("conv_transpose2d", channels, outputs, kernel, axes: 2, groups, bias);

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.ConvTranspose2d(weight, bias?.Value, stride, padding, outputPadding, dilation, groups);

    private static Shape WeightShape(int channels, int outputs, int kernel, int groups, (int Stride, int Padding, int Behind, int Dilation) window)
    {
        _ = LayerSizes.Of("conv_transpose2d", ("channels", channels), ("outputs", outputs), ("kernel", kernel), ("groups", groups));
        LayerSizes.CheckGroups("conv_transpose2d", channels, outputs, groups);
        LayerSizes.CheckWindow("conv_transpose2d", window.Stride, window.Padding, window.Dilation, same: false);
        LayerSizes.CheckOutputPadding("conv_transpose2d", window.Behind, window.Stride, window.Dilation);
        return [channels, outputs / groups, kernel, kernel];
    }
}

/// <summary>Transposed 1-D convolution, (N, C, L) → (N, O, L'), of <see cref="Window.TransposedSize"/>.</summary>
/// <remarks>Dumoulin and Visin 2016, chapter 4; PyTorch's <c>ConvTranspose1d</c>.</remarks>
/// <param name="channels">C.</param>
/// <param name="outputs">O.</param>
/// <param name="kernel">Taps of the window.</param>
/// <param name="stride">How far apart the input's positions stand in the output.</param>
/// <param name="padding">Positions cut off on each side.</param>
/// <param name="outputPadding">Positions added behind, below the stride or the dilation.</param>
/// <param name="dilation">Positions between the taps of a window.</param>
/// <param name="groups">Groups of channels that see only each other.</param>
/// <param name="bias">Whether each output has a constant added.</param>
/// <param name="init">How the weight (C, O/groups, kernel) begins; as in PyTorch, U(±1/√(O/groups·kernel)), when not given. The bias always begins so.</param>
public sealed class ConvTranspose1d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1, bool bias = true, Initializer? init = null)
    : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(WeightShape(channels, outputs, kernel, groups, (stride, padding, outputPadding, dilation)), init ?? Nn.Init.FanIn(outputs / groups * kernel));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(outputs / groups * kernel)) { Decays = false } : null;

    /// <summary>Numbers that a layer learns: kernel · C · O/groups, and O for the bias.</summary>
    /// <exception cref="RangeException">No layer has such numbers.</exception>
    public static long CountParameters(int channels, int outputs, int kernel, int groups = 1, bool bias = true) =>
        LayerSizes.CountParameters("conv_transpose1d", channels, outputs, kernel, axes: 1, groups, bias);

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.ConvTranspose1d(weight, bias?.Value, stride, padding, outputPadding, dilation, groups);

    private static Shape WeightShape(int channels, int outputs, int kernel, int groups, (int Stride, int Padding, int Behind, int Dilation) window)
    {
        _ = LayerSizes.Of("conv_transpose1d", ("channels", channels), ("outputs", outputs), ("kernel", kernel), ("groups", groups));
        LayerSizes.CheckGroups("conv_transpose1d", channels, outputs, groups);
        LayerSizes.CheckWindow("conv_transpose1d", window.Stride, window.Padding, window.Dilation, same: false);
        LayerSizes.CheckOutputPadding("conv_transpose1d", window.Behind, window.Stride, window.Dilation);
        return [channels, outputs / groups, kernel];
    }
}
