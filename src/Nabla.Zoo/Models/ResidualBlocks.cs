using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Two 3×3 convolutions and a shortcut around them: He et al. 2016, figure 5, left.</summary>
/// <param name="channels">Channels of the input.</param>
/// <param name="outputs">Channels of the output.</param>
/// <param name="stride">2 where the block halves the image.</param>
/// <param name="downsample">What fits the shortcut to another shape; null where the input passes as it is.</param>
/// <param name="shortcut">False for the plain twin: no shortcut at all.</param>
internal sealed class BasicBlock(int channels, int outputs, int stride, Module<Tensor, Tensor>? downsample, bool shortcut = true) : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = new(channels, outputs, kernel: 3, stride, padding: 1, bias: false, init: Nn.Init.HeNormal());
    private readonly Conv2d conv2 = new(outputs, outputs, kernel: 3, padding: 1, bias: false, init: Nn.Init.HeNormal());
    private readonly BatchNorm2d bn1 = new(outputs), bn2 = new(outputs);

    /// <summary>Option B: a 1×1 convolution where the shape changes, else null.</summary>
    internal static Sequential? Projection(int channels, int outputs, int stride) => stride == 1 && channels == outputs ? null
        : new(new Conv2d(channels, outputs, kernel: 1, stride, bias: false, init: Nn.Init.HeNormal()), new BatchNorm2d(outputs));

    protected override Members Members => [("conv1", conv1), ("bn1", bn1), ("conv2", conv2), ("bn2", bn2), ("downsample", downsample)];

    protected override Tensor Compute(Tensor x)                            // (N, C, H, W) → (N, O, H/stride, W/stride)
    {
        var y = conv1.Forward(x, bn1, Pointwise.Relu);
        return conv2.Forward(y, bn2, Pointwise.Relu, shortcut ? downsample?.Forward(x) ?? x : null);
    }
}

/// <summary>1×1 down, 3×3, 1×1 up to four times the width, and a shortcut around them: He et al. 2016, figure 5, right.</summary>
internal sealed class BottleneckBlock(int channels, int width, int stride) : Module<Tensor, Tensor>
{
    internal const int Expansion = 4;

    private readonly Conv2d conv1 = new(channels, width, kernel: 1, bias: false, init: Nn.Init.HeNormal());
    private readonly Conv2d conv2 = new(width, width, kernel: 3, stride, padding: 1, bias: false, init: Nn.Init.HeNormal());
    private readonly Conv2d conv3 = new(width, width * Expansion, kernel: 1, bias: false, init: Nn.Init.HeNormal());
    private readonly BatchNorm2d bn1 = new(width), bn2 = new(width), bn3 = new(width * Expansion);
    private readonly Sequential? downsample = BasicBlock.Projection(channels, width * Expansion, stride);

    protected override Members Members =>
        [("conv1", conv1), ("bn1", bn1), ("conv2", conv2), ("bn2", bn2), ("conv3", conv3), ("bn3", bn3), ("downsample", downsample)];

    protected override Tensor Compute(Tensor x)                            // (N, C, H, W) → (N, 4·width, H/stride, W/stride)
    {
        var y = conv1.Forward(x, bn1, Pointwise.Relu);
        y = conv2.Forward(y, bn2, Pointwise.Relu);
        return conv3.Forward(y, bn3, Pointwise.Relu, downsample?.Forward(x) ?? x);
    }
}
