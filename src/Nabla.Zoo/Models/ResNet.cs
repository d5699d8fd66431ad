using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Residual networks for ImageNet: He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, table 1.</summary>
/// <remarks>
/// Parameters with 1,000 classes: 11,689,512 (18 layers), 21,797,672 (34), 25,557,032 (50), 44,549,160 (101), 60,192,808 (152).
/// Names are torchvision's. As there, a bottleneck halves the image in its 3×3 convolution, where the paper has it in the
/// first 1×1. Images of any size from one pixel on, (N, 3, H, W), each channel normalized to about mean 0 and variance 1.
/// </remarks>
public sealed class ResNet : Module<Tensor, Tensor>, IClassifier
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1, layer2, layer3, layer4;
    private readonly MaxPool2d maxpool = new(3, stride: 2, padding: 1);
    private readonly Linear fc;

    /// <summary>A network of table 1.</summary>
    /// <param name="depth">Layers with weights: 18, 34, 50, 101 or 152.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="width">Channels after conv1; every stage doubles them.</param>
    /// <exception cref="RangeException">Table 1 has no network of that depth.</exception>
    public ResNet(int depth, int classes = 1000, int width = 64)
    {
        var (bottleneck, blocks) = Table1(depth);
        int channels = width;
        conv1 = new(3, width, kernel: 7, stride: 2, padding: 3, bias: false, init: Nn.Init.HeNormal());
        bn1 = new(width);
        layer1 = Stage(blocks[0], width, stride: 1);                      // conv2_x
        layer2 = Stage(blocks[1], 2 * width, stride: 2);                  // conv3_x
        layer3 = Stage(blocks[2], 4 * width, stride: 2);                  // conv4_x
        layer4 = Stage(blocks[3], 8 * width, stride: 2);                  // conv5_x
        fc = new(channels, classes);

        Sequential Stage(int count, int inner, int stride)
        {
            var stage = new Module<Tensor, Tensor>[count];
            for (int i = 0; i < count; i++, stride = 1)
            {
                stage[i] = bottleneck ? new BottleneckBlock(channels, inner, stride) : new BasicBlock(channels, inner, stride, BasicBlock.Projection(channels, inner, stride));
                channels = bottleneck ? inner * BottleneckBlock.Expansion : inner;
            }

            return new(stage);
        }
    }

    // Blocks in conv2_x, conv3_x, conv4_x and conv5_x.
    private static (bool Bottleneck, int[] Blocks) Table1(int depth) => depth switch
    {
        18 => (false, [2, 2, 2, 2]),
        34 => (false, [3, 4, 6, 3]),
        50 => (true, [3, 4, 6, 3]),
        101 => (true, [3, 4, 23, 3]),
        152 => (true, [3, 8, 36, 3]),
        _ => throw new RangeException("resnet", $"there is no network of depth {depth}. Use 18, 34, 50, 101 or 152; CifarResNet has 6n + 2 layers."),
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["fc"];

    /// <inheritdoc/>
    protected override Members Members =>
        [("conv1", conv1), ("bn1", bn1), ("maxpool", maxpool), ("layer1", layer1), ("layer2", layer2), ("layer3", layer3), ("layer4", layer4), ("fc", fc)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 3, 224, 224)
    {
        Images.Check("resnet", x.Shape, ("conv1", conv1.Window), ("maxpool", maxpool.Window));      // the stages leave one pixel of one
        x = conv1.Forward(x, bn1, Pointwise.Relu);                         // conv1: (N, 64, 112, 112)
        x = maxpool.Forward(x);                                            // (N, 64, 56, 56)
        x = layer1.Forward(x);
        x = layer2.Forward(x);                                             // (N, 128 or 512, 28, 28)
        x = layer3.Forward(x);                                             // (N, 256 or 1024, 14, 14)
        x = layer4.Forward(x);                                             // (N, 512 or 2048, 7, 7)
        return fc.Forward(x.GlobalAvgPool2d());                            // logits: (N, classes)
    }
}
