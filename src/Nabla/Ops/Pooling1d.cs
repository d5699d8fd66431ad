namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The mean over each window of (N, C, L); padding counts as zeros, as the default of PyTorch's <c>avg_pool1d</c>.</summary>
    /// <param name="kernel">Positions of the window.</param>
    /// <param name="stride">Positions between windows; the kernel's size when 0.</param>
    /// <param name="padding">Zeros on each side, at most half the kernel.</param>
    /// <param name="ceil">Whether a last window that reaches over the end counts; what it has beyond the padding is left out of its mean.</param>
    public Tensor AvgPool1d(int kernel, int stride = 0, int padding = 0, bool ceil = false) =>
        AsRow("avg_pool1d").AvgPool("avg_pool1d", Row("avg_pool1d", kernel, stride, padding, ceil)).Squeeze(2);

    /// <summary>The maximum over each window of (N, C, L); its gradient goes to the first maximum. PyTorch's <c>max_pool1d</c>.</summary>
    /// <param name="kernel">Positions of the window.</param>
    /// <param name="stride">Positions between windows; the kernel's size when 0.</param>
    /// <param name="padding">Positions on each side that never win, at most half the kernel.</param>
    /// <param name="ceil">Whether a last window that reaches over the end counts.</param>
    public Tensor MaxPool1d(int kernel, int stride = 0, int padding = 0, bool ceil = false) =>
        AsRow("max_pool1d").MaxPool("max_pool1d", Row("max_pool1d", kernel, stride, padding, ceil)).Squeeze(2);

    /// <summary>The mean over each of so many cells laid over (N, C, L): (N, C, cells). The cells are those of <see cref="AdaptiveAvgPool2d"/>.</summary>
    public Tensor AdaptiveAvgPool1d(int cells) => AsRow("adaptive_avg_pool1d", cells).AdaptiveAvgPool2d(1, cells).Squeeze(2);

    /// <summary>The maximum over each of so many cells laid over (N, C, L): (N, C, cells). The gradient goes to the first maximum of a cell.</summary>
    public Tensor AdaptiveMaxPool1d(int cells) => AsRow("adaptive_max_pool1d", cells).AdaptiveMaxPool2d(1, cells).Squeeze(2);

    // (N, C, L) to (N, C, 1, L).
    private Tensor AsRow(string op)
    {
        if (Shape.Rank != 3)
            throw new ShapeException(op, $"input {Shape} needs three dimensions, (N, C, L). Add a batch dimension with Reshape.");
        CheckFloat(op);
        return Unsqueeze(2);
    }

    private Tensor AsRow(string op, int cells)
    {
        var row = AsRow(op);
        if (cells is < 1 or > MostCells)
            throw new RangeException(op, $"{cells} cells were asked for. Use 1 to {MostCells}.");
        return Shape[2] > 0 ? row : throw new ShapeException(op, $"the signal {Shape} has no positions. Check the layers before.");
    }

    private static Window Row(string op, int kernel, int stride, int padding, bool ceil)
    {
        CheckPadding(op, kernel, padding);
        return Row(kernel, stride == 0 ? kernel : stride, padding, dilation: 1) with { Ceil = ceil };
    }
}
