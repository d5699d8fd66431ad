using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Convolution without bias, batch norm with ε = 0.001, ReLU: what both Inceptions call a convolution, and the CNN for MNIST.</summary>
internal sealed class ConvNorm(int channels, int outputs, Window window) : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = new(channels, outputs, window, bias: false, init: Nn.Init.HeNormal());
    private readonly BatchNorm2d bn = new(outputs, epsilon: 0.001);

    internal ConvNorm(int channels, int outputs, int kernel, int stride = 1, int padding = 0)
        : this(channels, outputs, new Window(kernel, stride, padding))
    {
    }

    /// <summary>1×n or n×1, padded to keep the size.</summary>
    internal ConvNorm(int channels, int outputs, (int H, int W) kernel)
        : this(channels, outputs, new Window(kernel, (1, 1), (kernel.H / 2, kernel.W / 2), (1, 1)))
    {
    }

    internal Window Window => conv.Window;

    protected override Members Members => [("conv", conv), ("bn", bn)];

    protected override Tensor Compute(Tensor x) => conv.Forward(x, bn, Pointwise.Relu);
}
