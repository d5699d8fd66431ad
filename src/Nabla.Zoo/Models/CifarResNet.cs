using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>How a residual network passes its input around a block.</summary>
public enum Shortcut
{
    /// <summary>Option A: every second pixel, new channels zero; it has no parameters.</summary>
    PadChannels,

    /// <summary>Option B: a 1×1 convolution with batch norm where the shape changes.</summary>
    Project,

    /// <summary>Not at all: the plain twin, which shows what the shortcut is worth.</summary>
    None,
}

/// <summary>Residual networks of 6n + 2 layers for CIFAR: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, section 4.2.</summary>
/// <remarks>
/// Parameters with option A or plain: 269,722 (20 layers), 464,154 (32), 658,586 (44), 853,018 (56), 1,727,962 (110); option B
/// has 2,752 more. Takes images of any size with pixels 0 … 1 and normalizes them itself, by ImageNet's mean and deviation,
/// which most published weights expect; the paper subtracts the mean pixel.
/// </remarks>
public sealed class CifarResNet : Module<Tensor, Tensor>, IClassifier
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1, layer2, layer3;
    private readonly Linear linear;

    /// <summary>A network of 6n + 2 layers.</summary>
    /// <param name="depth">Layers with weights: 20, 32, 44, 56 and 110 in the paper.</param>
    /// <param name="shortcut">Option A, option B or none.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="width">Channels of the first stage; every stage doubles them.</param>
    /// <exception cref="RangeException">The depth is not 6n + 2.</exception>
    public CifarResNet(int depth, Shortcut shortcut = Shortcut.PadChannels, int classes = 10, int width = 16)
    {
        if (depth < 8 || depth % 6 != 2)
            throw new RangeException("cifar_resnet", $"depth {depth} is not 6n + 2. Use 20, 32, 44, 56 or 110.");
        int n = (depth - 2) / 6;
        conv1 = new(3, width, kernel: 3, padding: 1, bias: false, init: Nn.Init.HeNormal());
        bn1 = new(width);
        layer1 = Stage(width, width, stride: 1);
        layer2 = Stage(width, 2 * width, stride: 2);
        layer3 = Stage(2 * width, 4 * width, stride: 2);
        linear = new(4 * width, classes);

        Sequential Stage(int channels, int outputs, int stride) =>
            new([.. Enumerable.Range(0, n).Select(i => i == 0 ? Block(channels, outputs, stride) : Block(outputs, outputs, 1))]);

        Module<Tensor, Tensor> Block(int channels, int outputs, int stride) => new BasicBlock(channels, outputs, stride, shortcut switch
        {
            Shortcut.Project => BasicBlock.Projection(channels, outputs, stride),
            Shortcut.PadChannels when channels != outputs => new ChannelPadding(outputs - channels),
            _ => null,
        }, shortcut != Shortcut.None);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["linear"];

    /// <inheritdoc/>
    protected override Members Members => [("conv1", conv1), ("bn1", bn1), ("layer1", layer1), ("layer2", layer2), ("layer3", layer3), ("linear", linear)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 3, 32, 32)
    {
        Images.Check("cifar_resnet", x.Shape, ("conv1", conv1.Window));          // the stages leave one pixel of one
        x = conv1.Forward(Images.Normalize(x), bn1, Pointwise.Relu);
        x = layer1.Forward(x);                                             // (N, 16, 32, 32)
        x = layer2.Forward(x);                                             // (N, 32, 16, 16)
        x = layer3.Forward(x);                                             // (N, 64, 8, 8)
        return linear.Forward(x.GlobalAvgPool2d());                        // logits: (N, classes)
    }

    /// <summary>Option A: every second pixel, with channels of zeros on both sides: half of them before, the rest after.</summary>
    private sealed class ChannelPadding(int channels) : Stateless
    {
        protected override Tensor Compute(Tensor x) =>
            x.Slice(2, .., 2).Slice(3, .., 2).Pad([(channels / 2, channels - channels / 2), (0, 0), (0, 0)]);
    }
}
