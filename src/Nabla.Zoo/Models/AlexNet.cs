using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>AlexNet: Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014, section 5, after Krizhevsky, Sutskever and Hinton 2012.</summary>
/// <remarks>
/// 61,100,840 parameters with 1,000 classes; names are torchvision's. Against 2012 it has one column instead of two, fewer
/// channels (64 and 192 first) and no local response normalization. As in torchvision,
/// other sizes than 224 are pooled to 6×6 before the linear layers; 63×63 is the smallest.
/// </remarks>
/// <param name="classes">Outputs.</param>
/// <param name="width">Channels of the first convolution; all other layers keep their proportion to it.</param>
/// <param name="dropout">The share of inputs of the first two linear layers that training drops.</param>
public sealed class AlexNet(int classes = 1000, int width = 64, double dropout = 0.5) : Module<Tensor, Tensor>, IClassifier
{
    /// <summary>The convolutional part: images (N, 3, H, W) of any size → (N, 256, H′, W′), 6×6 of 224×224.</summary>
    /// <remarks>Zero padding inside it reaches the border, so features there differ from those of a crop; only farther inside they are the same.</remarks>
    public Sequential Features { get; } = new(                             // (N, 3, 224, 224)
        new Conv2d(3, width, kernel: 11, stride: 4, padding: 2), new ReLU(),
        new MaxPool2d(3, stride: 2),                                       // (N, 64, 27, 27)
        new Conv2d(width, 3 * width, kernel: 5, padding: 2), new ReLU(),
        new MaxPool2d(3, stride: 2),                                       // (N, 192, 13, 13)
        new Conv2d(3 * width, 6 * width, kernel: 3, padding: 1), new ReLU(),
        new Conv2d(6 * width, 4 * width, kernel: 3, padding: 1), new ReLU(),
        new Conv2d(4 * width, 4 * width, kernel: 3, padding: 1), new ReLU(),
        new MaxPool2d(3, stride: 2));                                      // (N, 256, 6, 6)

    /// <summary>The linear part, on 256·6·6 numbers; <c>FullyConvolutional.Head(Classifier, (6, 6))</c> lets it slide over the features of larger images.</summary>
    public Sequential Classifier { get; } = new(
        new Dropout(dropout), new Linear(4 * width * 6 * 6, 64 * width), new ReLU(),
        new Dropout(dropout), new Linear(64 * width, 64 * width), new ReLU(),
        new Linear(64 * width, classes));

    private (string Layer, Window Window)[]? windows;                      // found once, at the first image

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["classifier.6"];

    /// <inheritdoc/>
    protected override Members Members => [("features", Features), ("classifier", Classifier)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        Images.Check("alexnet", x.Shape, windows ??= ImageSizes.Of("features", Features));
        return Classifier.Forward(Features.Forward(x).AdaptiveAvgPool2d(6, 6).Flatten(1));
    }
}
