using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>MBConv: the inverted bottleneck of Sandler et al. 2018 with squeeze-and-excitation, as EfficientNet has it.</summary>
/// <remarks>1×1 up to expansion·C, depthwise k×k, gate, 1×1 down; around it a shortcut where the shape stays, with stochastic depth.</remarks>
internal sealed class MobileBlock : Module<Tensor, Tensor>
{
    private readonly Sequential block;
    private readonly DropPath? stochasticDepth;

    internal MobileBlock(int channels, int outputs, int expansion, int kernel, int stride, double drop, EfficientNetScale scale)
    {
        int inner = channels * expansion;
        var layers = new List<Module<Tensor, Tensor>>();
        if (expansion != 1)
            layers.Add(Convolution(channels, inner, kernel: 1, stride: 1, groups: 1, scale));
        layers.Add(Convolution(inner, inner, kernel, stride, groups: inner, scale));
        layers.Add(new SqueezeExcitation(inner, Math.Max(1, channels / 4), new SiLU()));
        layers.Add(Convolution(inner, outputs, kernel: 1, stride: 1, groups: 1, scale, activation: false));
        block = new(layers.ToArray());
        stochasticDepth = stride == 1 && channels == outputs ? new(drop) : null;
    }

    protected override Members Members => [("block", block), ("stochastic_depth", stochasticDepth)];

    /// <summary>Convolution without bias, batch norm, SiLU.</summary>
    internal static Sequential Convolution(int channels, int outputs, int kernel, int stride, int groups, EfficientNetScale scale, bool activation = true)
    {
        var conv = new Conv2d(channels, outputs, kernel, stride, padding: kernel / 2, groups: groups, bias: false, init: Nn.Init.HeNormal());
        var norm = new BatchNorm2d(outputs, scale.Epsilon, scale.Momentum);
        return activation ? new(conv, norm, new SiLU()) : new(conv, norm);
    }

    protected override Tensor Compute(Tensor x)
    {
        var y = block.Forward(x);
        return stochasticDepth is null ? y : x + stochasticDepth.Forward(y);
    }
}
