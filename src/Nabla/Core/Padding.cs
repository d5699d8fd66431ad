namespace Nabla;

/// <summary>Values of <c>padding</c> that are computed from the window.</summary>
public static class Padding
{
    /// <summary>As many zeros that the output has ⌈in / stride⌉ positions: with stride 1 as many as the input. Where their number is odd, one more stands behind.</summary>
    /// <remarks>PyTorch's <c>padding='same'</c>, which has no stride but 1.</remarks>
    public const int Same = -1;

    /// <summary>The zeros before and behind one axis: in all max(0, (⌈in / stride⌉ − 1)·stride + dilation·(kernel − 1) + 1 − in).</summary>
    internal static (int Before, int After) Of(int size, int kernel, int stride, int dilation)
    {
        long outputs = ((long)size + stride - 1) / stride;
        long all = Math.Max(0, (outputs - 1) * stride + (long)dilation * (kernel - 1) + 1 - size);
        return ((int)(all / 2), (int)(all - all / 2));
    }
}
