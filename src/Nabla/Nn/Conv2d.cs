namespace Nabla.Nn;

/// <summary>2-D convolution, (N, C, H, W) → (N, O, H', W').</summary>
/// <remarks>LeCun et al. 1989; PyTorch's <c>Conv2d</c>.</remarks>
/// <param name="channels">C.</param>
/// <param name="outputs">O.</param>
/// <param name="window">Kernel, stride, padding and dilation, for rows and columns.</param>
/// <param name="groups">Groups of channels that see only each other.</param>
/// <param name="bias">Whether each output has a constant added.</param>
/// <param name="init">How the weight (O, C/groups, kh, kw) begins; as in PyTorch, U(±1/√fan-in), when not given. The bias always begins so.</param>
public sealed class Conv2d(int channels, int outputs, Window window, int groups = 1, bool bias = true, Initializer? init = null) : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(WeightShape(channels, outputs, window, groups), init ?? Nn.Init.FanIn(channels / groups * window.Kernel.H * window.Kernel.W));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(channels / groups * window.Kernel.H * window.Kernel.W)) { Decays = false } : null;

    /// <summary>With a square window.</summary>
    /// <param name="channels">C.</param>
    /// <param name="outputs">O.</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Pixels of zeros on each side, or <see cref="Padding.Same"/>.</param>
    /// <param name="dilation">Pixels between the taps of a window.</param>
    /// <param name="groups">Groups of channels that see only each other.</param>
    /// <param name="bias">Whether each output has a constant added.</param>
    /// <param name="init">How the weight begins.</param>
    public Conv2d(int channels, int outputs, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true, Initializer? init = null)
        : this(channels, outputs, new Window(kernel, stride, padding, dilation), groups, bias, init)
    {
    }

    /// <summary>Kernel, stride, padding and dilation.</summary>
    public Window Window => window;

    /// <summary>Numbers that a layer learns: kernel² · C/groups · O, and O for the bias.</summary>
    /// <exception cref="RangeException">No layer has such numbers.</exception>
    public static long CountParameters(int channels, int outputs, int kernel, int groups = 1, bool bias = true) =>
        LayerSizes.CountParameters("conv2d", channels, outputs, kernel, axes: 2, groups, bias);

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <summary>The same of x·gate, then a norm folded into it, a shortcut and an activation.</summary>
    internal Tensor Fused(Tensor x, BatchNorm2d? norm, Pointwise? activation, Tensor? shortcut, Tensor? gate = null)
    {
        var (w, b) = Folded(norm);
        return x.Conv2d(w, b, window, groups, shortcut, activation, gate);
    }

    /// <summary>A depthwise convolution of what this 1×1 convolution gives, each with its norm and activation, where both can be done at once; else null.</summary>
    internal Tensor? FusedWithDepthwise(Tensor x, BatchNorm2d? norm, Pointwise? activation, Conv2d depthwise, BatchNorm2d? depthwiseNorm, Pointwise? depthwiseActivation)
    {
        if (window is not { Kernel: (1, 1), Stride: (1, 1), Padding: (0, 0) } || groups != 1 || !depthwise.IsDepthwise || x.DType != DType.F32 || x.Shape.Rank != 4)
            return null;
        var (w, b) = Folded(norm);
        var (taps, tapsBias) = depthwise.Folded(depthwiseNorm);
        return x.ExpandedDepthwise(w, b, activation, taps, tapsBias, depthwise.Window, depthwiseActivation);
    }

    private bool IsDepthwise => groups > 1 && groups == channels && groups == outputs;

    private (Tensor Weight, Tensor? Bias) Folded(BatchNorm2d? norm) => norm is null ? (weight.Value, bias?.Value) : norm.FoldInto(weight.Value, bias?.Value);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Conv2d(weight, bias?.Value, window.Stride, window.Padding, window.Dilation, groups);

    private static Shape WeightShape(int channels, int outputs, in Window window, int groups)
    {
        var (kernel, stride, padding, dilation) = window;
        _ = LayerSizes.Of("conv2d", ("channels", channels), ("outputs", outputs), ("kernel", Math.Min(kernel.H, kernel.W)), ("groups", groups));
        LayerSizes.CheckGroups("conv2d", channels, outputs, groups);
        LayerSizes.CheckWindow("conv2d", Math.Min(stride.H, stride.W), Math.Min(padding.H, padding.W), Math.Min(dilation.H, dilation.W));
        return [outputs, channels / groups, kernel.H, kernel.W];
    }
}
