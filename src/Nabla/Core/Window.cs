namespace Nabla;

/// <summary>How a convolution or pooling kernel slides over rows (H) and columns (W).</summary>
/// <remarks>Output size: ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; see <see cref="OutputSize"/>.</remarks>
public readonly record struct Window((int H, int W) Kernel, (int H, int W) Stride, (int H, int W) Padding, (int H, int W) Dilation)
{
    /// <summary>A square window: the same numbers for rows and columns.</summary>
    public Window(int kernel, int stride = 1, int padding = 0, int dilation = 1)
        : this((kernel, kernel), (stride, stride), (padding, padding), (dilation, dilation))
    {
    }

    /// <summary>Whether a last window that reaches over the border counts, if it begins inside the image or the padding before it.</summary>
    public bool Ceil { get; init; }

    /// <summary>Positions of a window along one axis: ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1; 0 or less where it does not fit.</summary>
    /// <param name="input">Pixels along the axis.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Pixels on each side.</param>
    /// <param name="dilation">Pixels between taps.</param>
    /// <param name="ceil">Rounds up, but for a window that would begin behind the image and the padding before it, as PyTorch's <c>ceil_mode</c>.</param>
    /// <exception cref="RangeException">No window has such numbers.</exception>
    public static long OutputSize(int input, int kernel, int stride = 1, int padding = 0, int dilation = 1, bool ceil = false)
    {
        Check("output_size", "input", input, kernel, stride, padding, dilation);
        long rest = input + 2L * padding - (long)dilation * (kernel - 1) - 1;
        if (!ceil)
            return rest < 0 ? 0 : rest / stride + 1;
        if (rest <= -stride)
            return 0;
        long size = (rest + stride - 1) / stride + 1;
        return (size - 1) * stride >= (long)input + padding ? size - 1 : size;
    }

    /// <summary>The smallest input on which a window has that many positions: (output − 1)·stride + dilation·(kernel − 1) + 1 − 2·padding, but 1 at least; <see cref="OutputSize"/> backwards.</summary>
    /// <param name="output">Positions along the axis, 1 or more.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="stride">Pixels between windows.</param>
    /// <param name="padding">Pixels on each side.</param>
    /// <param name="dilation">Pixels between taps.</param>
    /// <param name="ceil">Whether a last window that reaches over the border counts.</param>
    /// <exception cref="RangeException">No window has such numbers.</exception>
    public static long InputSize(long output, int kernel, int stride = 1, int padding = 0, int dilation = 1, bool ceil = false)
    {
        Check("input_size", "output", output, kernel, stride, padding, dilation, least: 1);
        if (output > MostPositions / stride)
            throw new RangeException("input_size", $"{output} positions at stride {stride} reach over more pixels than can be counted. Use fewer.");
        long last = (output - 1) * stride, whole = last + (long)dilation * (kernel - 1) + 1 - 2L * padding;
        return Math.Max(1, ceil ? Math.Max(whole - (stride - 1), last - padding + 1) : whole);         // the last window begins before the padding behind
    }

    /// <summary>Positions along one axis of what a transposed convolution makes: (in − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1.</summary>
    /// <param name="input">Pixels along the axis.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="stride">Output pixels between those that two neighbours reach first.</param>
    /// <param name="padding">Pixels cut off on each side.</param>
    /// <param name="outputPadding">Pixels added behind.</param>
    /// <param name="dilation">Pixels between taps.</param>
    /// <exception cref="RangeException">No window has such numbers.</exception>
    public static long TransposedSize(int input, int kernel, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1)
    {
        Check("transposed_size", "input", input, kernel, stride, padding, dilation);
        if (outputPadding < 0)
            throw new RangeException("transposed_size", $"output padding {outputPadding} is not possible. Use 0 or more.");
        return (input - 1L) * stride - 2L * padding + (long)dilation * (kernel - 1) + outputPadding + 1;
    }

    /// <summary>The output's rows and columns for an input's, or an error in the name of <paramref name="op"/> with the smallest input that works.</summary>
    public (int H, int W) Output(string op, int h, int w)
    {
        CheckOptions(op);
        long outH = OutputSize(h, Kernel.H, Stride.H, Padding.H, Dilation.H, Ceil), outW = OutputSize(w, Kernel.W, Stride.W, Padding.W, Dilation.W, Ceil);
        if (outH < 1 || outW < 1)
            throw TooSmall(op, h, w);
        if (Math.Max(h + 2L * Padding.H, w + 2L * Padding.W) > int.MaxValue)
            throw new RangeException(op, $"padding {Padding.H}×{Padding.W} makes an image of more than {int.MaxValue} rows or columns. Pad less.");
        return ((int)outH, (int)outW);
    }

    /// <summary>An error in the name of <paramref name="op"/> for numbers that no window can have.</summary>
    internal void CheckOptions(string op)
    {
        if (Kernel.H < 1 || Kernel.W < 1 || Stride.H < 1 || Stride.W < 1 || Dilation.H < 1 || Dilation.W < 1 || Padding.H < 0 || Padding.W < 0)
            throw new RangeException(op, $"{this} is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options.");
    }

    // The sums of the formulas stay within 64 bits where none of their numbers is beyond 32, and positions times stride not beyond this.
    private const long MostPositions = 1L << 61;

    private static void Check(string op, string what, long size, int kernel, int stride, int padding, int dilation, int least = 0)
    {
        if (size < least)
            throw new RangeException(op, $"an {what} of {size} is not possible. Use {least} or more.");
        if (kernel < 1 || stride < 1 || dilation < 1 || padding < 0)
            throw new RangeException(op, $"kernel {kernel}, stride {stride}, padding {padding}, dilation {dilation} is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options.");
    }

    // What is too small is the input of this layer: the image of the network in front of it is another, which this does not know.
    private ShapeException TooSmall(string op, int h, int w)
    {
        long tallest = (long)Dilation.H * (Kernel.H - 1) + 1, widest = (long)Dilation.W * (Kernel.W - 1) + 1;
        long leastH = InputSize(1, Kernel.H, Stride.H, Padding.H, Dilation.H, Ceil), leastW = InputSize(1, Kernel.W, Stride.W, Padding.W, Dilation.W, Ceil);
        return new(op, op.EndsWith("1d", StringComparison.Ordinal)
            ? $"the window reaches over {widest} positions, this layer's padded input has {w + 2L * Padding.W}. Give the layer signals of length {leastW} or more, by longer ones at the network's start; or pad more."
            : $"the window reaches over {tallest}×{widest} pixels, this layer's padded input has {h + 2L * Padding.H}×{w + 2L * Padding.W}. Give the layer {leastH}×{leastW} or more, by larger images at the network's start; or pad more.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"kernel {Kernel.H}×{Kernel.W}, stride {Stride.H}×{Stride.W}, padding {Padding.H}×{Padding.W}, dilation {Dilation.H}×{Dilation.W}";
}
