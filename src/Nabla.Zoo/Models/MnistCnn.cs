using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>A small convolutional network with batch norm for grey images of 28×28: MNIST's digits and what has their form.</summary>
/// <remarks>
/// 70,330 parameters, 5.5 million multiply-adds an image. Of no paper: pairs of 3×3 convolutions as in VGG (Simonyan and Zisserman 2015), batch norm
/// after each (Ioffe and Szegedy 2015), and the mean of each map in place of hidden linear layers (Lin, Chen and Yan 2014), so that
/// images of other sizes from 4×4 on work too. Pixels 0 … 1 are not normalized: batch norm does that, and the padding's zeros are MNIST's paper.
/// </remarks>
/// <param name="classes">Outputs.</param>
/// <param name="width">Channels of the first convolution; each pooling doubles them.</param>
public sealed class MnistCnn(int classes = 10, int width = 16) : Module<Tensor, Tensor>, IClassifier
{
    private readonly Sequential features = new(                            // (N, 1, 28, 28)
        new ConvNorm(1, width, kernel: 3, padding: 1),
        new MaxPool2d(2),                                                  // (N, 16, 14, 14)
        new ConvNorm(width, 2 * width, kernel: 3, padding: 1),
        new ConvNorm(2 * width, 2 * width, kernel: 3, padding: 1),
        new MaxPool2d(2),                                                  // (N, 32, 7, 7)
        new ConvNorm(2 * width, 4 * width, kernel: 3, padding: 1),
        new ConvNorm(4 * width, 4 * width, kernel: 3, padding: 1));                      // (N, 64, 7, 7): a pixel sees 30×30

    private readonly Linear linear = new(4 * width, classes);

    private (string Layer, Window Window)[]? windows;                      // found once, at the first image

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["linear"];

    /// <inheritdoc/>
    protected override Members Members => [("features", features), ("linear", linear)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        if (x.Shape.Rank != 4 || x.Shape[1] != 1)
            throw new ShapeException("mnist_cnn", $"images {x.Shape}: (N, 1, H, W) was expected. Make colour ones grey, or Unsqueeze a lone one.");
        Images.CheckSize("mnist_cnn", x.Shape, windows ??= ImageSizes.Of("features", features));
        return linear.Forward(features.Forward(x).GlobalAvgPool2d());      // logits: (N, classes)
    }
}
