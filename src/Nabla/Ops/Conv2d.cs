namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>2-D convolution (cross-correlation), as PyTorch's <c>conv2d</c>.</summary>
    /// <remarks>x (N, C, H, W), weight (O, C/groups, kh, kw), bias (O) → (N, O, H', W'). The result is stored channels-last.</remarks>
    public Tensor Conv2d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        CheckGiven("conv2d", "weight", weight);
        if (Shape.Rank != 4 || weight.Shape.Rank != 4)
            throw new ShapeException("conv2d", $"input {Shape}, weight {weight.Shape}: both need four dimensions, (N, C, H, W) and (O, C/groups, kh, kw). Add a batch dimension with Reshape.");
        CheckTypes("conv2d", weight, bias);
        if (groups < 1 || Shape[1] % groups != 0 || weight.Shape[0] % groups != 0)
            throw new RangeException("conv2d", $"{groups} groups do not divide the {Shape[1]} channels of input {Shape} and the {weight.Shape[0]} outputs of weight {weight.Shape}. Use a divisor of both.");
        if (weight.Shape[1] != Shape[1] / groups)
            throw new ShapeException("conv2d", $"input {Shape} has {Shape[1]} channels, weight {weight.Shape} takes {(long)weight.Shape[1] * groups}{(groups == 1 ? "" : $" in {groups} groups")}. Check the channels of the layer before.");
        CheckBias("conv2d", weight, bias);
        var window = new Window((weight.Shape[2], weight.Shape[3]), (stride, stride), (padding, padding), (dilation, dilation));
        var (h, w) = window.Output("conv2d", Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], weight.Shape[0], h, w], DType);
        Backend.Conv2d(View, weight.View, bias?.View, y.View, window, groups);
        return Records(this, weight, bias) ? y.From(new Conv2dNode(this, weight, bias, window, groups)) : y;
    }

    /// <summary>An uninitialized (N, C, H, W) result stored as (N, H, W, C), so that kernels find a pixel's channels together.</summary>
    internal static Tensor ImageResult(in Shape shape, DType type) => Result(shape, Strides.ChannelsLast(shape), type);
}

internal sealed class Conv2dNode(Tensor x, Tensor weight, Tensor? bias, Window window, int groups) : Node(x, weight, bias)
{
    public override string Name => "conv2d";

    public override long MultiplyAdds => Output!.Shape.Count * (Inputs[1]!.Shape.Count / Math.Max(1, Inputs[1]!.Shape[0]));

    protected internal override void Backward(Tensor dy)
    {
        var backend = dy.Backend;
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
