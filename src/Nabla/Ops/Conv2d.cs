namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>2-D convolution (cross-correlation), as PyTorch's <c>conv2d</c>.</summary>
    /// <remarks>
    /// x (N, C, H, W), weight (O, C/groups, kh, kw), bias (O) → (N, O, H', W'), of <see cref="Window.OutputSize"/>. With
    /// <see cref="Padding.Same"/> H' = ⌈H / stride⌉. The result is stored channels-last.
    /// </remarks>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Conv2d(weight, bias, (stride, stride), (padding, padding), (dilation, dilation), groups);

    /// <summary>2-D convolution whose numbers differ for rows (H) and columns (W).</summary>
    public Tensor Conv2d(Tensor weight, Tensor? bias, (int H, int W) stride, (int H, int W) padding, (int H, int W) dilation, int groups = 1)
    {
        CheckConvolution("conv2d", weight, bias, groups, "(N, C, H, W) and (O, C/groups, kh, kw)", rank: 4);
        return Convolve("conv2d", weight, bias, new((weight.Shape[2], weight.Shape[3]), stride, padding, dilation), groups);
    }

    /// <summary>activation (conv2d of x·gate + shortcut), while the convolution's result lies in the cache: nothing is recorded.</summary>
    internal Tensor Conv2d(Tensor weight, Tensor? bias, in Window window, int groups, Tensor? shortcut, Pointwise? activation, Tensor? gate = null)
    {
        CheckConvolution("conv2d", weight, bias, groups, "(N, C, H, W) and (O, C/groups, kh, kw)", rank: 4);
        var y = gate is null ? Convolve("conv2d", weight, bias, window, groups, shortcut, activation)
            : Gated(gate, weight, bias, window, groups, shortcut, activation) ?? (this * gate).Convolve("conv2d", weight, bias, window, groups, shortcut, activation);
        _ = Records(this, shortcut);
        return y;
    }

    /// <summary>The same where the backend multiplies what the convolution reads; else null.</summary>
    private Tensor? Gated(Tensor gate, Tensor weight, Tensor? bias, in Window window, int groups, Tensor? shortcut, Pointwise? activation)
    {
        if (gate.DType != DType || gate.Shape != new Shape([Shape[0], Shape[1], 1, 1]) || window.Kernel != (1, 1) || window.Padding != (0, 0))
            return null;
        var (h, w) = window.Output("conv2d", Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], weight.Shape[0], h, w], DType, "conv2d");
        bool fits = shortcut is null || (shortcut.Shape == y.Shape && shortcut.DType == y.DType);
        return fits && Backend.TryGatedConv2d(View, gate.View, weight.View, bias?.View, y.View, window, groups, shortcut?.View, activation) ? y : null;
    }

    /// <summary>Errors for operands of a convolution that do not fit each other.</summary>
    private void CheckConvolution(string op, Tensor weight, Tensor? bias, int groups, string shapes, int rank)
    {
        CheckGiven(op, "weight", weight);
        if (Shape.Rank != rank || weight.Shape.Rank != rank)
            throw new ShapeException(op, $"input {Shape}, weight {weight.Shape}: both need {(rank == 4 ? "four" : "three")} dimensions, {shapes}. Add a batch dimension with Reshape.");
        CheckTypes(op, weight, bias);
        if (groups < 1 || Shape[1] % groups != 0 || weight.Shape[0] % groups != 0)
            throw new RangeException(op, $"{groups} groups do not divide the {Shape[1]} channels of input {Shape} and the {weight.Shape[0]} outputs of weight {weight.Shape}. Use a divisor of both.");
        if (weight.Shape[1] != Shape[1] / groups)
            throw new ShapeException(op, $"input {Shape} has {Shape[1]} channels, weight {weight.Shape} takes {(long)weight.Shape[1] * groups}{(groups == 1 ? "" : $" in {groups} groups")}. Check the channels of the layer before.");
        CheckBias(op, weight, bias);
    }

    /// <summary>activation (depthwise of between (1×1 conv2d)) where the backend does both at once; else null. Nothing is recorded.</summary>
    internal Tensor? ExpandedDepthwise(Tensor weight, Tensor? bias, Pointwise? between, Tensor taps, Tensor? tapsBias, in Window window, Pointwise? activation)
    {
        CheckConvolution("conv2d", weight, bias, groups: 1, "(N, C, H, W) and (O, C/groups, kh, kw)", rank: 4);
        if (taps.Shape[0] != weight.Shape[0] || taps.DType != DType || window.Padding.H == Padding.Same || window.Padding.W == Padding.Same)
            return null;
        var (h, w) = window.Output("conv2d", Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], taps.Shape[0], h, w], DType, "conv2d");
        _ = Records(this);
        return Backend.TryExpandedDepthwise(View, weight.View, bias?.View, between, taps.View, tapsBias?.View, window, activation, y.View) ? y : null;
    }

    private Tensor Convolve(string op, Tensor weight, Tensor? bias, Window window, int groups, Tensor? shortcut = null, Pointwise? activation = null)
    {
        if (window.Padding.H == Padding.Same || window.Padding.W == Padding.Same)
        {
            (window with { Padding = (Math.Max(0, window.Padding.H), Math.Max(0, window.Padding.W)) }).CheckOptions(op);
            var rows = Zeros(2, window.Kernel.H, window.Stride.H, window.Padding.H, window.Dilation.H);
            var columns = Zeros(3, window.Kernel.W, window.Stride.W, window.Padding.W, window.Dilation.W);
            window = window with { Padding = (Math.Min(rows.Before, rows.After), Math.Min(columns.Before, columns.After)) };
            return Pad([(0, rows.After - rows.Before), (0, columns.After - columns.Before)]).Convolve(op, weight, bias, window, groups, shortcut, activation);
        }

        var (h, w) = window.Output(op, Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], weight.Shape[0], h, w], DType, op);
        if (shortcut is not null && (shortcut.Shape != y.Shape || shortcut.DType != y.DType))
            throw new ShapeException(op, $"a shortcut {shortcut.DType} {shortcut.Shape} does not fit the result {y.DType} {y.Shape}. They must agree.");
        if (shortcut is not null || activation is not null)
            Backend.Conv2d(View, weight.View, bias?.View, y.View, window, groups, shortcut?.View, activation);
        else
            Backend.Conv2d(View, weight.View, bias?.View, y.View, window, groups);
        return Records(this, weight, bias) ? y.From(new Conv2dNode(this, weight, bias, window, groups)) : y;

        (int Before, int After) Zeros(int axis, int kernel, int stride, int padding, int dilation) =>
            padding == Padding.Same ? Padding.Of(Shape[axis], kernel, stride, dilation) : (padding, padding);
    }

    /// <summary>An uninitialized (N, C, H, W) result stored as (N, H, W, C), so that kernels find a pixel's channels together.</summary>
    internal static Tensor ImageResult(in Shape shape, DType type, string op = "tensor") => Result(shape, Strides.ChannelsLast(shape), type, op);

    /// <summary>The same (N, C, H, W) with the channels of a pixel together: itself, or a copy.</summary>
    internal static Tensor AsImage(Tensor x)
    {
        if (x.View.HasChannelsTogether)
            return x;
        var image = ImageResult(x.Shape, x.DType);
        x.Backend.Copy(x.View, image.View);
        return image;
    }
}

internal sealed class Conv2dNode(Tensor x, Tensor weight, Tensor? bias, Window window, int groups) : Node(x, weight, bias)
{
    public override string Name => "conv2d";

    public override long MultiplyAdds => Output!.Shape.Count * (Inputs[1]!.Shape.Count / Math.Max(1, Inputs[1]!.Shape[0]));

    protected internal override void Backward(Tensor dy)
    {
        var backend = dy.Backend;
        if (Wants(0) || Wants(1))
            dy = Tensor.AsImage(dy);
        if (Wants(0))
        {
            var dx = Tensor.ImageResult(Inputs[0]!.Shape, dy.DType);
            backend.Conv2dGradInput(dy.View, Saved(1).View, dx.View, window, groups);
            Give(0, dx);
        }

        if (Wants(1))
        {
            var dw = Tensor.Result(Inputs[1]!.Shape, dy.DType);
            backend.Conv2dGradWeight(Saved(0).View, dy.View, dw.View, window, groups);
            Give(1, dw);
        }

        if (Wants(2))
            Give(2, dy.Sum([0, 2, 3]));
    }
}
