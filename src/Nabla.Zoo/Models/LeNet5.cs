using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>LeNet-5: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998, figure 2.</summary>
/// <remarks>
/// 61,706 parameters for ten kinds of grey digits; 300 more for colour. It departs from 1998 as everybody does today: every map of C3 sees
/// all six of S2 (table I there connects some), pooling has no coefficients, tanh is not scaled, pixels of 0 … 1 are brought to mean 0 and
/// variance 1 (there background −0.1, ink 1.175) before the padding with zeros, and the output is softmax instead of RBF units.
/// </remarks>
public sealed class LeNet5 : Module<Tensor, Tensor>, IClassifier
{
    private const int Full = 32;                                           // the side that figure 2 begins with
    private readonly int channels, side;
    private readonly Conv2d conv1, conv2 = new(6, 16, kernel: 5);
    private readonly Linear fc1 = new(16 * 5 * 5, 120), fc2 = new(120, 84), fc3;

    /// <summary>A network for digits, or for other images.</summary>
    /// <param name="classes">Outputs.</param>
    /// <param name="channels">1 for grey images, normalized by MNIST's statistics, or 3 for colour, by ImageNet's.</param>
    /// <param name="side">Rows and columns of an image: 32, or 28, which C1 pads to 32.</param>
    /// <exception cref="RangeException">There are other channels or another side.</exception>
    public LeNet5(int classes = 10, int channels = 1, int side = 28)
    {
        if (channels is not (1 or 3) || side is not (28 or Full))
            throw new RangeException("lenet5", $"images ({channels}, {side}, {side}): 1 or 3 channels of 28×28 or 32×32 were expected. Scale them, or use a network that takes any size.");
        (this.channels, this.side) = (channels, side);
        conv1 = new(channels, 6, kernel: 5, padding: (Full - side) / 2);
        fc3 = new(84, classes);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => ["fc3"];

    /// <inheritdoc/>
    protected override Members Members => [("conv1", conv1), ("conv2", conv2), ("fc1", fc1), ("fc2", fc2), ("fc3", fc3)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 1, 28, 28)
    {
        if (x.Shape.Rank != 4 || x.Shape != [x.Shape[0], channels, side, side])
            throw new ShapeException("lenet5", $"images {x.Shape}: (N, {channels}, {side}, {side}) was expected. Scale them, or Unsqueeze a lone one.");
        x = channels == 3 ? Images.Normalize(x) : (x - 0.1307) / 0.3081;   // to mean 0, variance 1 (section II-B)
        x = conv1.Forward(x).Tanh().AvgPool2d(2);                          // C1, S2: (N, 6, 14, 14)
        x = conv2.Forward(x).Tanh().AvgPool2d(2);                          // C3, S4: (N, 16, 5, 5)
        x = x.Reshape([x.Shape[0], 16 * 5 * 5]);
        x = fc1.Forward(x).Tanh();                                         // C5: (N, 120)
        x = fc2.Forward(x).Tanh();                                         // F6: (N, 84)
        return fc3.Forward(x);                                             // logits: (N, 10)
    }
}
