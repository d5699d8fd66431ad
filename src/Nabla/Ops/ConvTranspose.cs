namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Transposed 2-D convolution, the gradient of a convolution by its input, as PyTorch's <c>conv_transpose2d</c>.</summary>
    /// <remarks>x (N, C, H, W), weight (C, O/groups, kh, kw), bias (O) → (N, O, H', W'), of <see cref="Window.TransposedSize"/>.</remarks>
    /// <param name="weight">The weight of the convolution of which this is the transpose.</param>
    /// <param name="bias">Added to each output channel.</param>
    /// <param name="stride">How far apart the input's pixels stand in the output.</param>
    /// <param name="padding">Pixels cut off on each side.</param>
    /// <param name="outputPadding">Pixels added behind, below the stride or the dilation.</param>
    /// <param name="dilation">Pixels between the taps of a window.</param>
    /// <param name="groups">Groups of channels that see only each other.</param>
    public Tensor ConvTranspose2d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1)
    {
        CheckTranspose("conv_transpose2d", weight, bias, groups, "(N, C, H, W) and (C, O/groups, kh, kw)", rank: 4);
        return Transposed("conv_transpose2d", weight, bias, new((weight.Shape[2], weight.Shape[3]), (stride, stride), (padding, padding), (dilation, dilation)), (outputPadding, outputPadding), groups);
    }

    /// <summary>Transposed 1-D convolution, as PyTorch's <c>conv_transpose1d</c>.</summary>
    /// <remarks>x (N, C, L), weight (C, O/groups, k), bias (O) → (N, O, L').</remarks>
    public Tensor ConvTranspose1d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1)
    {
        CheckTranspose("conv_transpose1d", weight, bias, groups, "(N, C, L) and (C, O/groups, k)", rank: 3);
        return Unsqueeze(2).Transposed("conv_transpose1d", weight.Unsqueeze(2), bias, Row(weight.Shape[2], stride, padding, dilation), (0, outputPadding), groups).Squeeze(2);
    }

    private void CheckTranspose(string op, Tensor weight, Tensor? bias, int groups, string shapes, int rank)
    {
        CheckGiven(op, "weight", weight);
        if (Shape.Rank != rank || weight.Shape.Rank != rank)
            throw new ShapeException(op, $"input {Shape}, weight {weight.Shape}: both need {(rank == 4 ? "four" : "three")} dimensions, {shapes}. Add a batch dimension with Reshape.");
        CheckTypes(op, weight, bias);
        if (groups < 1 || Shape[1] % groups != 0)
            throw new RangeException(op, $"{groups} groups do not divide the {Shape[1]} channels of input {Shape}. Use a divisor.");
        if (weight.Shape[0] != Shape[1])
            throw new ShapeException(op, $"input {Shape} has {Shape[1]} channels, weight {weight.Shape} takes {weight.Shape[0]}. Check the channels of the layer before.");
        if (bias is not null && bias.Shape != [weight.Shape[1] * groups])
            throw new ShapeException(op, $"bias {bias.Shape} does not fit weight {weight.Shape} in {groups} groups: shape ({weight.Shape[1] * groups}), one number for each output, was expected. Give a bias of that shape.");
    }

    private Tensor Transposed(string op, Tensor weight, Tensor? bias, Window window, (int H, int W) outputPadding, int groups)
    {
        window.CheckOptions(op);
        if (outputPadding.H < 0 || outputPadding.W < 0 || outputPadding.H >= Math.Max(window.Stride.H, window.Dilation.H) || outputPadding.W >= Math.Max(window.Stride.W, window.Dilation.W))
            throw new RangeException(op, $"output padding {outputPadding.H}×{outputPadding.W} is not possible with {window}. Use 0 or more, below the stride or the dilation.");
        long h = Window.TransposedSize(Shape[2], window.Kernel.H, window.Stride.H, window.Padding.H, outputPadding.H, window.Dilation.H);
        long w = Window.TransposedSize(Shape[3], window.Kernel.W, window.Stride.W, window.Padding.W, outputPadding.W, window.Dilation.W);
        if (h < 1 || w < 1 || Shape[2] == 0 || Shape[3] == 0)
            throw new ShapeException(op, $"input {Shape} with {window} gives no pixel. Give larger images, or cut off less.");
        var y = ImageResult([Shape[0], weight.Shape[1] * groups, AxisSize(op, h, 2), AxisSize(op, w, 3)], DType, op);
        Backend.Conv2dGradInput(View, weight.View, y.View, window, groups);
        y = Records(this, weight) ? y.From(new ConvTransposeNode(this, weight, window, groups)) : y;
        return bias is null ? y : y + bias.Reshape(-1, 1, 1);
    }
}

internal sealed class ConvTransposeNode(Tensor x, Tensor weight, Window window, int groups) : Node(x, weight)
{
    public override string Name => "conv_transpose2d";

    public override long MultiplyAdds => Inputs[0]!.Shape.Count * (Inputs[1]!.Shape.Count / Math.Max(1, Inputs[1]!.Shape[0]));

    // The convolution whose gradient the forward pass was, and its weight gradient with x and dy exchanged.
    protected internal override void Backward(Tensor dy)
    {
        var backend = dy.Backend;
        if (Wants(0))
        {
            var dx = Tensor.ImageResult(Inputs[0]!.Shape, dy.DType);
            backend.Conv2d(dy.View, Saved(1).View, null, dx.View, window, groups);
            Give(0, dx);
        }

        if (Wants(1))
        {
            var dw = Tensor.Result(Inputs[1]!.Shape, dy.DType);
            backend.Conv2dGradWeight(dy.View, Saved(0).View, dw.View, window, groups);
            Give(1, dw);
        }
    }
}
