namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The mean over each window of (N, C, H, W); padding counts as zeros, as the default of PyTorch's <c>avg_pool2d</c>.</summary>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
    /// <param name="padding">Pixels of zeros on each side, at most half the kernel.</param>
    /// <param name="ceil">Whether a last window that reaches over the border counts; what it has beyond the padding is left out of its mean.</param>
    public Tensor AvgPool2d(int kernel, int stride = 0, int padding = 0, bool ceil = false) =>
        AvgPool("avg_pool2d", Square("avg_pool2d", kernel, stride, padding, ceil));

    /// <summary>The maximum over each window of (N, C, H, W); its gradient goes to the first maximum. PyTorch's <c>max_pool2d</c>.</summary>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
    /// <param name="padding">Pixels on each side that never win, at most half the kernel.</param>
    /// <param name="ceil">Whether a last window that reaches over the border counts.</param>
    public Tensor MaxPool2d(int kernel, int stride = 0, int padding = 0, bool ceil = false) =>
        MaxPool("max_pool2d", Square("max_pool2d", kernel, stride, padding, ceil));

    private Tensor AvgPool(string op, in Window window)
    {
        var (h, w) = window.Output(op, Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], Shape[1], h, w], DType, op);
        Backend.AvgPool2d(View, y.View, window);
        if (Records(this))
            y.From(new AvgPool2dNode(this, window));
        return window.Ceil && window.Kernel != (1, 1) ? y * Overhang(window, y.Shape) : y;
    }

    private Tensor MaxPool(string op, in Window window)
    {
        var (h, w) = window.Output(op, Shape[2], Shape[3]);
        var y = ImageResult([Shape[0], Shape[1], h, w], DType, op);
        bool places = (long)window.Kernel.H * window.Kernel.W <= 256;
        var index = Records(this) ? ImageResult(y.Shape, places ? DType.U8 : DType.I32, op) : null;
        Backend.MaxPool2d(View, y.View, index?.View, window);
        GC.KeepAlive(this);
        return index is null ? y : y.From(new MaxPool2dNode(this, index, window));
    }

    // (H', W'): the pixels of a whole window over those that one has within image and padding.
    private Tensor Overhang(in Window window, in Shape output)
    {
        var rows = Of<double>(Factors(Shape[2], window.Kernel.H, window.Stride.H, window.Padding.H, output[2]), [output[2], 1]);
        var columns = Of<double>(Factors(Shape[3], window.Kernel.W, window.Stride.W, window.Padding.W, output[3]), [1, output[3]]);
        return (rows * columns).To(DType);

        static double[] Factors(int size, int kernel, int stride, int padding, int outputs) =>
            [.. Enumerable.Range(0, outputs).Select(i => kernel / (double)Math.Min(kernel, size + 2 * padding - i * stride))];
    }

    private Window Square(string op, int kernel, int stride, int padding, bool ceil)
    {
        CheckImage(op);
        CheckPadding(op, kernel, padding);
        return new(kernel, stride == 0 ? kernel : stride, padding) { Ceil = ceil };
    }

    private static void CheckPadding(string op, int kernel, int padding)
    {
        if (padding > kernel / 2)
            throw new RangeException(op, $"padding {padding} is over half of kernel {kernel}, so a window could see no pixel. Use at most {kernel / 2}.");
    }

    private void CheckImage(string op)
    {
        if (Shape.Rank != 4)
            throw new ShapeException(op, $"input {Shape} needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape.");
        CheckFloat(op);
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
