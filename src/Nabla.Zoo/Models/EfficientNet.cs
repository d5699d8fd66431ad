using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>EfficientNet: Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019, table 1.</summary>
/// <remarks>
/// Parameters with 1,000 classes, B0 to B7: 5,288,548; 7,794,184; 9,109,994; 12,233,232; 19,341,616; 30,389,784; 43,040,704;
/// 66,347,960. Names are torchvision's. Images of any size (<see cref="EfficientNetScale.Resolution"/> in the paper), each channel
/// normalized to about mean 0 and variance 1.
/// </remarks>
public sealed class EfficientNet : Module<Tensor, Tensor>, IClassifier
{
    // Table 1, stages 2 to 8 of B0.
    private static readonly (int Expansion, int Kernel, int Stride, int Input, int Output, int Layers)[] Table1 =
    [
        (1, 3, 1,  32,  16, 1),
        (6, 3, 2,  16,  24, 2),
        (6, 5, 2,  24,  40, 2),
        (6, 3, 2,  40,  80, 3),
        (6, 5, 1,  80, 112, 3),
        (6, 5, 2, 112, 192, 4),
        (6, 3, 1, 192, 320, 1),
    ];

    private readonly Sequential features, classifier;

    /// <summary>A network of the family, scaled from B0.</summary>
    /// <param name="scale">Width, depth and what goes with them: <c>EfficientNetScale.B(0)</c> to <c>B(7)</c>, or one's own.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="stochasticDepth">The probability of dropping the last block's branch in training; it grows linearly from 0 at the first block.</param>
    public EfficientNet(EfficientNetScale scale, int classes = 1000, double stochasticDepth = 0.2)
    {
        int channels = scale.Channels(Table1[0].Input), blocks = Table1.Sum(s => scale.Layers(s.Layers)), block = 0;
        var stages = new List<Module<Tensor, Tensor>> { MobileBlock.Convolution(3, channels, kernel: 3, stride: 2, groups: 1, scale) };
        foreach (var s in Table1)
        {
            var stage = new Module<Tensor, Tensor>[scale.Layers(s.Layers)];
            for (int i = 0; i < stage.Length; i++, channels = scale.Channels(s.Output))
                stage[i] = new MobileBlock(channels, scale.Channels(s.Output), s.Expansion, s.Kernel, i == 0 ? s.Stride : 1, stochasticDepth * block++ / blocks, scale);
            stages.Add(new Sequential(stage));
        }

        stages.Add(MobileBlock.Convolution(channels, 4 * channels, kernel: 1, stride: 1, groups: 1, scale));
        features = new(stages.ToArray());
        classifier = new(new Dropout(scale.Dropout), new Linear(4 * channels, classes));
    }

    private (string Layer, Window Window)[]? windows;                      // found once, at the first image

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["classifier.1"];

    /// <inheritdoc/>
    protected override Members Members => [("features", features), ("classifier", classifier)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 3, 224, 224) for B0
    {
        Images.Check("efficientnet", x.Shape, windows ??= ImageSizes.Of("features", features));
        return classifier.Forward(features.Forward(x).GlobalAvgPool2d()); // (N, 1280, 7, 7) → logits (N, classes)
    }
}
