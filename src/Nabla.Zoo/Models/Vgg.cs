using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>VGG: Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015, table 1.</summary>
/// <remarks>
/// Parameters with 1,000 classes: 132,863,336 (11 layers, column A), 133,047,848 (13, B), 138,357,544 (16, D), 143,667,240 (19, E);
/// batch norm, which the paper does not have, adds 5,504, 5,888, 8,448 and 11,008. Names are torchvision's. As there, other
/// sizes than 224 are pooled to 7×7 before the linear layers; 32×32 is the smallest.
/// </remarks>
public sealed class Vgg : Module<Tensor, Tensor>, IClassifier
{
    private const int Pool = 0;

    /// <summary>A network of table 1.</summary>
    /// <param name="depth">Layers with weights: 11, 13, 16 or 19.</param>
    /// <param name="batchNorm">Whether batch norm follows each convolution.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="width">Channels of the first convolution; all other layers keep their proportion to it.</param>
    /// <param name="dropout">The share of the linear layers' outputs that training drops.</param>
    /// <exception cref="RangeException">Table 1 has no network of that depth.</exception>
    public Vgg(int depth, bool batchNorm = false, int classes = 1000, int width = 64, double dropout = 0.5)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        int channels = 3;
        foreach (int entry in Table1(depth))
        {
            if (entry == Pool)
            {
                layers.Add(new MaxPool2d(2));
                continue;
            }

            int outputs = entry / 64 * width;
            layers.Add(new Conv2d(channels, outputs, kernel: 3, padding: 1, init: Nn.Init.HeNormal()));
            if (batchNorm)
                layers.Add(new BatchNorm2d(outputs));
            layers.Add(new ReLU());
            channels = outputs;
        }

        int hidden = 64 * width;                                           // 4096
        Features = new(layers.ToArray());
        Classifier = new(
            new Linear(channels * 7 * 7, hidden), new ReLU(), new Dropout(dropout),
            new Linear(hidden, hidden), new ReLU(), new Dropout(dropout),
            new Linear(hidden, classes));
    }

    // Outputs of the 3×3 convolutions, from the image on.
    private static int[] Table1(int depth) => depth switch
    {
        11 => [64, Pool, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool],
        13 => [64, 64, Pool, 128, 128, Pool, 256, 256, Pool, 512, 512, Pool, 512, 512, Pool],
        16 => [64, 64, Pool, 128, 128, Pool, 256, 256, 256, Pool, 512, 512, 512, Pool, 512, 512, 512, Pool],
        19 => [64, 64, Pool, 128, 128, Pool, 256, 256, 256, 256, Pool, 512, 512, 512, 512, Pool, 512, 512, 512, 512, Pool],
        _ => throw new RangeException("vgg", $"there is no network of depth {depth}. Use 11, 13, 16 or 19."),
    };

    /// <summary>The convolutional part: images (N, 3, H, W) of any size → (N, 512, H′, W′), 7×7 of 224×224.</summary>
    /// <remarks>Zero padding inside it reaches the border, so features there differ from those of a crop; only farther inside they are the same.</remarks>
    public Sequential Features { get; }

    /// <summary>The linear part, on 512·7·7 numbers; <c>FullyConvolutional.Head(Classifier, (7, 7))</c> lets it slide over the features of larger images.</summary>
    public Sequential Classifier { get; }

    private (string Layer, Window Window)[]? windows;                      // found once, at the first image

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["classifier.6"];

    /// <inheritdoc/>
    protected override Members Members => [("features", Features), ("classifier", Classifier)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 3, 224, 224)
    {
        Images.Check("vgg", x.Shape, windows ??= ImageSizes.Of("features", Features));
        x = Features.Forward(x).AdaptiveAvgPool2d(7, 7);                   // (N, 512, 7, 7)
        return Classifier.Forward(x.Flatten(1));                           // logits: (N, classes)
    }
}
