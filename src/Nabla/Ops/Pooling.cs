namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The mean over each window of (N, C, H, W); padding counts as zeros, as PyTorch's default.</summary>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
    /// <param name="padding">Pixels of zeros on each side, at most half the kernel.</param>
    public Tensor AvgPool2d(int kernel, int stride = 0, int padding = 0)
    {
        var (window, shape) = Pooled("avg_pool2d", kernel, stride, padding);
        var y = ImageResult(shape, DType);
        Backend.AvgPool2d(View, y.View, window);
        return Records(this) ? y.From(new AvgPool2dNode(this, window)) : y;
    }

    /// <summary>The maximum over each window of (N, C, H, W); its gradient goes to the first maximum.</summary>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
    /// <param name="padding">Pixels on each side that never win, at most half the kernel.</param>
    public Tensor MaxPool2d(int kernel, int stride = 0, int padding = 0)
    {
        var (window, shape) = Pooled("max_pool2d", kernel, stride, padding);
        var y = ImageResult(shape, DType);
        var index = ImageResult(shape, DType.I32);
        Backend.MaxPool2d(View, y.View, index.View, window);
        return Records(this) ? y.From(new MaxPool2dNode(this, index, window)) : y;
    }

    private (Window Window, Shape Shape) Pooled(string op, int kernel, int stride, int padding)
    {
        if (Shape.Rank != 4)
            throw new ShapeException(op, $"input {Shape} needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape.");
        if (!DType.IsFloat())
            throw new DTypeException(op, $"needs F32 or F64 elements, not {DType}. Convert with To(DType.F32).");
        if (padding > kernel / 2)
            throw new RangeException(op, $"padding {padding} is over half of kernel {kernel}, so a window could see no pixel. Use at most {kernel / 2}.");
        var window = new Window(kernel, stride == 0 ? kernel : stride, padding);
        var (h, w) = window.Output(op, Shape[2], Shape[3]);
        return (window, [Shape[0], Shape[1], h, w]);
    }
}

internal sealed class AvgPool2dNode(Tensor x, Window window) : Node(x)
{
    public override string Name => "avg_pool2d";

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ImageResult(Inputs[0]!.Shape, dy.DType);
        dy.Backend.AvgPool2dGrad(dy.View, dx.View, window);
        Give(0, dx);
    }
}

internal sealed class MaxPool2dNode : Node
{
    private readonly Window window;

    internal MaxPool2dNode(Tensor x, Tensor index, Window window) : base(x) => (Index, this.window) = (Hold(index), window);

    internal Tensor Index { get; }

    public override string Name => "max_pool2d";

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ImageResult(Inputs[0]!.Shape, dy.DType);
        dy.Backend.MaxPool2dGrad(dy.View, Index.View, dx.View, window);
        Give(0, dx);
    }
}
