namespace Nabla.Nn;

/// <summary>The maximum over each window, (N, C, H, W) → (N, C, H', W').</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
/// <param name="padding">Pixels on each side that never win.</param>
public sealed class MaxPool2d(int kernel, int stride = 0, int padding = 0) : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.MaxPool2d(kernel, stride, padding);
}

/// <summary>The mean over each window, (N, C, H, W) → (N, C, H', W').</summary>
/// <param name="kernel">Rows and columns of the window.</param>
/// <param name="stride">Pixels between windows; the kernel's size when 0.</param>
/// <param name="padding">Pixels of zeros on each side.</param>
public sealed class AvgPool2d(int kernel, int stride = 0, int padding = 0) : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.AvgPool2d(kernel, stride, padding);
}
