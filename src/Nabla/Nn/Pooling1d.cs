namespace Nabla.Nn;

/// <summary>The maximum over each window of a signal, (N, C, L) → (N, C, L').</summary>
/// <param name="kernel">Positions of the window.</param>
/// <param name="stride">Positions between windows; the kernel's size when 0.</param>
/// <param name="padding">Positions on each side that never win.</param>
/// <param name="ceil">Whether a last window that reaches over the end counts.</param>
public sealed class MaxPool1d(int kernel, int stride = 0, int padding = 0, bool ceil = false) : Stateless
{
    private readonly int kernel = LayerSizes.Pool("max_pool1d", kernel, stride, padding);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.MaxPool1d(kernel, stride, padding, ceil);
}

/// <summary>The mean over each window of a signal, (N, C, L) → (N, C, L').</summary>
/// <param name="kernel">Positions of the window.</param>
/// <param name="stride">Positions between windows; the kernel's size when 0.</param>
/// <param name="padding">Zeros on each side.</param>
/// <param name="ceil">Whether a last window that reaches over the end counts.</param>
public sealed class AvgPool1d(int kernel, int stride = 0, int padding = 0, bool ceil = false) : Stateless
{
    private readonly int kernel = LayerSizes.Pool("avg_pool1d", kernel, stride, padding);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AvgPool1d(kernel, stride, padding, ceil);
}

/// <summary>The mean over each of so many cells laid over a signal of any length, (N, C, L) → (N, C, cells).</summary>
/// <param name="cells">Cells from start to end.</param>
public sealed class AdaptiveAvgPool1d(int cells) : Stateless
{
    private readonly int cells = LayerSizes.Size("adaptive_avg_pool1d", "cells", cells);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AdaptiveAvgPool1d(cells);
}

/// <summary>The maximum over each of so many cells laid over a signal of any length, (N, C, L) → (N, C, cells).</summary>
/// <param name="cells">Cells from start to end.</param>
public sealed class AdaptiveMaxPool1d(int cells) : Stateless
{
    private readonly int cells = LayerSizes.Size("adaptive_max_pool1d", "cells", cells);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AdaptiveMaxPool1d(cells);
}
