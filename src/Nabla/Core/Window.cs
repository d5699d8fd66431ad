namespace Nabla;

/// <summary>How a convolution or pooling kernel slides over rows (H) and columns (W).</summary>
/// <remarks>Output size: ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.</remarks>
public readonly record struct Window((int H, int W) Kernel, (int H, int W) Stride, (int H, int W) Padding, (int H, int W) Dilation)
{
    /// <summary>A square window: the same numbers for rows and columns.</summary>
    public Window(int kernel, int stride = 1, int padding = 0, int dilation = 1)
        : this((kernel, kernel), (stride, stride), (padding, padding), (dilation, dilation))
    {
    }

    /// <summary>The output's rows and columns for an input's, or an error in the name of <paramref name="op"/> with the smallest input that works.</summary>
    public (int H, int W) Output(string op, int h, int w)
    {
        if (Kernel.H < 1 || Kernel.W < 1 || Stride.H < 1 || Stride.W < 1 || Dilation.H < 1 || Dilation.W < 1 || Padding.H < 0 || Padding.W < 0)
            throw new RangeException(op, $"{this} is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options.");
        long tallest = (long)Dilation.H * (Kernel.H - 1) + 1, widest = (long)Dilation.W * (Kernel.W - 1) + 1;
        long restH = h + 2L * Padding.H - tallest, restW = w + 2L * Padding.W - widest;
        if (restH < 0 || restW < 0)
            throw new ShapeException(op, $"the window reaches over {tallest}×{widest} pixels, the padded image has {h + 2L * Padding.H}×{w + 2L * Padding.W}. Give images of at least {Math.Max(1, tallest - 2L * Padding.H)}×{Math.Max(1, widest - 2L * Padding.W)}, or pad more.");
        if (Math.Max(h + 2L * Padding.H, w + 2L * Padding.W) > int.MaxValue)
            throw new RangeException(op, $"padding {Padding.H}×{Padding.W} makes an image of more than {int.MaxValue} rows or columns. Pad less.");
        return ((int)(restH / Stride.H + 1), (int)(restW / Stride.W + 1));
    }

    /// <inheritdoc/>
    public override string ToString() => $"kernel {Kernel.H}×{Kernel.W}, stride {Stride.H}×{Stride.W}, padding {Padding.H}×{Padding.W}, dilation {Dilation.H}×{Dilation.W}";
}
