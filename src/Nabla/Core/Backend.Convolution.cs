namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y (N, O, H', W') = x (N, C, H, W) ⋆ w (O, C/groups, kh, kw) + bias (O), a cross-correlation.</summary>
    public abstract void Conv2d(in View x, in View w, View? bias, in View y, in Window window, int groups);

    /// <summary>y = activation (conv2d + shortcut), each of the two where it is given.</summary>
    internal virtual void Conv2d(in View x, in View w, View? bias, in View y, in Window window, int groups, View? shortcut, Pointwise? activation)
    {
        Conv2d(x, w, bias, y, window, groups);
        if (shortcut is { } s)
            Binary(Tensor.AddF, y, s, y);
        if (activation is not null)
            Unary(activation, y, y);
    }

    /// <summary>y = activation (conv2d of x·gate + shortcut), gate (N, C, 1, 1), where the product can be taken while x is read; else false, and nothing is done.</summary>
    internal virtual bool TryGatedConv2d(in View x, in View gate, in View w, View? bias, in View y, in Window window, int groups, View? shortcut, Pointwise? activation) => false;

    /// <summary>
    /// y (N, O, H', W') = activation (depthwise of between (x ⋆ w + bias)) with taps (O, 1, kh, kw) and w (O, C, 1, 1), without the pixels between
    /// them in memory, where that pays; else false, and nothing is done.
    /// </summary>
    internal virtual bool TryExpandedDepthwise(in View x, in View w, View? bias, Pointwise? between, in View taps, View? tapsBias, in Window window, Pointwise? activation, in View y) => false;

    /// <summary>dx from dy and w.</summary>
    public abstract void Conv2dGradInput(in View dy, in View w, in View dx, in Window window, int groups);

    /// <summary>dw from x and dy.</summary>
    public abstract void Conv2dGradWeight(in View x, in View dy, in View dw, in Window window, int groups);

    /// <summary>y = the mean over each window; padding counts as zeros.</summary>
    public abstract void AvgPool2d(in View x, in View y, in Window window);

    /// <summary>dx from dy.</summary>
    public abstract void AvgPool2dGrad(in View dy, in View dx, in Window window);

    /// <summary>
    /// y = the maximum over each window, the first of equals; NaN wins. The index, unless it is null: where that is, in the window's
    /// places row by row (U8; for at most 256 of them), or in the H·W plane (I32).
    /// </summary>
    public abstract void MaxPool2d(in View x, in View y, View? index, in Window window);

    /// <summary>dx from dy and the indices, of either type.</summary>
    public abstract void MaxPool2dGrad(in View dy, in View index, in View dx, in Window window);
}
