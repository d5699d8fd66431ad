namespace Nabla.Nn;

/// <summary>The maximum over each window, (N, C, H, W) → (N, C, H', W').</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
/// <param name="padding">Pixels on each side that never win.</param>
/// <param name="ceil">Whether a last window that reaches over the border counts.</param>
public sealed class MaxPool2d(int kernel, int stride = 0, int padding = 0, bool ceil = false) : Stateless
{
    private readonly int kernel = LayerSizes.Pool("max_pool2d", kernel, stride, padding);

    /// <summary>Kernel, stride, padding and rounding.</summary>
    public Window Window => new(kernel, stride == 0 ? kernel : stride, padding) { Ceil = ceil };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.MaxPool2d(kernel, stride, padding, ceil);
}

/// <summary>The mean over each window, (N, C, H, W) → (N, C, H', W').</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
/// <param name="padding">Pixels of zeros on each side.</param>
/// <param name="ceil">Whether a last window that reaches over the border counts.</param>
public sealed class AvgPool2d(int kernel, int stride = 0, int padding = 0, bool ceil = false) : Stateless
{
    private readonly int kernel = LayerSizes.Pool("avg_pool2d", kernel, stride, padding);

    /// <summary>Kernel, stride, padding and rounding.</summary>
    public Window Window => new(kernel, stride == 0 ? kernel : stride, padding) { Ceil = ceil };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AvgPool2d(kernel, stride, padding, ceil);
}

/// <summary>Spatial pyramid pooling (He, Zhang, Ren and Sun 2014): an image of any size to features of one length, (N, C, H, W) → (N, C·Σ n²).</summary>
/// <param name="levels">n of each level: a grid of n×n cells, the maximum of each.</param>
public sealed class SpatialPyramidPool2d(params int[] levels) : Stateless
{
    private readonly int[] levels = levels is { Length: > 0 } && levels.All(n => n > 0) ? [.. levels]
        : throw new RangeException("spatial_pyramid_pool2d", $"levels ({string.Join(", ", levels ?? [])}) were given. Name one or more, each of 1 or more cells a side.");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.SpatialPyramidPool2d(levels);
}

/// <summary>The mean over each cell of a grid laid over an image of any size, (N, C, H, W) → (N, C, rows, columns).</summary>
/// <param name="rows">Cells from top to bottom.</param>
/// <param name="columns">Cells from left to right.</param>
public sealed class AdaptiveAvgPool2d(int rows, int columns) : Stateless
{
    private readonly int rows = LayerSizes.Size("adaptive_avg_pool2d", "rows", rows), columns = LayerSizes.Size("adaptive_avg_pool2d", "columns", columns);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AdaptiveAvgPool2d(rows, columns);
}

/// <summary>The maximum over each cell of a grid laid over an image of any size, (N, C, H, W) → (N, C, rows, columns).</summary>
/// <param name="rows">Cells from top to bottom.</param>
/// <param name="columns">Cells from left to right.</param>
public sealed class AdaptiveMaxPool2d(int rows, int columns) : Stateless
{
    private readonly int rows = LayerSizes.Size("adaptive_max_pool2d", "rows", rows), columns = LayerSizes.Size("adaptive_max_pool2d", "columns", columns);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AdaptiveMaxPool2d(rows, columns);
}

/// <summary>The mean of each channel of an image of any size, (N, C, H, W) → (N, C).</summary>
public sealed class GlobalAvgPool2d : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.GlobalAvgPool2d();
}

/// <summary>The maximum of each channel of an image of any size, (N, C, H, W) → (N, C).</summary>
public sealed class GlobalMaxPool2d : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.GlobalMaxPool2d();
}
