using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>GoogLeNet (Inception-v1): Szegedy et al., "Going deeper with convolutions", 2015, table 1 and figure 3.</summary>
/// <remarks>
/// 13,004,888 parameters with the two auxiliary heads and 1,000 classes, 6,624,904 without. Names and deviations are
/// torchvision's: batch norm instead of local response normalization, 3×3 where table 1 says "5×5", and the heads pool to 4×4.
/// Images of 15×15 or more, each channel normalized to about mean 0 and variance 1; by <see cref="ChannelStatistics.Half"/> for torchvision's weights.
/// </remarks>
public sealed class GoogLeNet : Module<Tensor, (Tensor Logits, Tensor? Head1, Tensor? Head2)>, IClassifier
{
    private readonly ConvNorm conv1, conv2, conv3;
    private readonly InceptionBlock inception3a, inception3b, inception4a, inception4b, inception4c, inception4d, inception4e, inception5a, inception5b;
    private readonly AuxiliaryHead? aux1, aux2;
    private readonly MaxPool2d maxpool1 = new(3, stride: 2, ceil: true), maxpool2 = new(3, stride: 2, ceil: true), maxpool3 = new(3, stride: 2, ceil: true), maxpool4 = new(2, ceil: true);
    private readonly Dropout dropout;
    private readonly Linear fc;

    /// <summary>The network of table 1.</summary>
    /// <param name="classes">Outputs.</param>
    /// <param name="heads">Whether it has the auxiliary heads, which compute in training only.</param>
    /// <param name="width">Channels of the first convolution; all others keep their proportion to it. A multiple of 8.</param>
    /// <param name="dropout">The share of the last linear layer's inputs that training drops.</param>
    /// <param name="headDropout">The same for the heads.</param>
    /// <exception cref="RangeException">The width is no multiple of 8, or another option is not possible.</exception>
    public GoogLeNet(int classes = 1000, bool heads = true, int width = 64, double dropout = 0.2, double headDropout = 0.7)
    {
        if (width < 1 || width % 8 != 0)                                                     // for 24·width/64 and its like to be whole
            throw new RangeException("googlenet", $"width {width} is no multiple of 8. Use one, such as 32, or the paper's 64.");
        conv1 = new(3, Wide(64), kernel: 7, stride: 2, padding: 3);
        conv2 = new(Wide(64), Wide(64), kernel: 1);
        conv3 = new(Wide(64), Wide(192), kernel: 3, padding: 1);
        // Table 1:        input  #1×1  reduce #3×3  reduce #5×5  pool proj
        inception3a = Block(192, 64, 96, 128, 16, 32, 32);
        inception3b = Block(256, 128, 128, 192, 32, 96, 64);
        inception4a = Block(480, 192, 96, 208, 16, 48, 64);
        inception4b = Block(512, 160, 112, 224, 24, 64, 64);
        inception4c = Block(512, 128, 128, 256, 24, 64, 64);
        inception4d = Block(512, 112, 144, 288, 32, 64, 64);
        inception4e = Block(528, 256, 160, 320, 32, 128, 128);
        inception5a = Block(832, 256, 160, 320, 32, 128, 128);
        inception5b = Block(832, 384, 192, 384, 48, 128, 128);
        aux1 = heads ? new(Wide(512), Wide(128), Wide(1024), classes, headDropout) : null;
        aux2 = heads ? new(Wide(528), Wide(128), Wide(1024), classes, headDropout) : null;
        this.dropout = new(dropout);
        fc = new(Wide(1024), classes);

        int Wide(int channels) => channels * width / 64;
        InceptionBlock Block(int input, int one, int reduce3, int three, int reduce5, int five, int pool) =>
            new(Wide(input), Wide(one), Wide(reduce3), Wide(three), Wide(reduce5), Wide(five), Wide(pool));
    }

    /// <summary>Cross-entropy of the logits plus 0.3 times that of each head (section 5).</summary>
    public static Tensor Loss((Tensor Logits, Tensor? Head1, Tensor? Head2) outputs, Tensor labels)
    {
        var loss = Nabla.Loss.CrossEntropy(outputs.Logits, labels);
        foreach (var head in new[] { outputs.Head1, outputs.Head2 })
            if (head is not null)
                loss += Nabla.Loss.CrossEntropy(head, labels) * 0.3;
        return loss;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => aux1 is null ? ["fc"] : ["fc", "aux1.fc2", "aux2.fc2"];

    /// <inheritdoc/>
    protected override Members Members =>
    [
        ("conv1", conv1), ("maxpool1", maxpool1), ("conv2", conv2), ("conv3", conv3), ("maxpool2", maxpool2),
        ("inception3a", inception3a), ("inception3b", inception3b), ("maxpool3", maxpool3),
        ("inception4a", inception4a), ("inception4b", inception4b), ("inception4c", inception4c), ("inception4d", inception4d), ("inception4e", inception4e), ("maxpool4", maxpool4),
        ("inception5a", inception5a), ("inception5b", inception5b), ("aux1", aux1), ("aux2", aux2), ("dropout", dropout), ("fc", fc),
    ];

    /// <inheritdoc/>
    protected override (Tensor Logits, Tensor? Head1, Tensor? Head2) Compute(Tensor x)       // (N, 3, 224, 224)
    {
        Images.Check(                                                                        // all other layers keep the size
            "googlenet", x.Shape, ("conv1", conv1.Window), ("maxpool1", maxpool1.Window), ("maxpool2", maxpool2.Window), ("maxpool3", maxpool3.Window), ("maxpool4", maxpool4.Window));
        x = maxpool1.Forward(conv1.Forward(x));                                              // (N, 64, 56, 56)
        x = maxpool2.Forward(conv3.Forward(conv2.Forward(x)));                               // (N, 192, 28, 28)
        x = maxpool3.Forward(inception3b.Forward(inception3a.Forward(x)));                   // (N, 480, 14, 14)
        x = inception4a.Forward(x);
        var head1 = Trains ? aux1?.Forward(x) : null;
        x = inception4d.Forward(inception4c.Forward(inception4b.Forward(x)));
        var head2 = Trains ? aux2?.Forward(x) : null;
        x = maxpool4.Forward(inception4e.Forward(x));                                        // (N, 832, 7, 7)
        x = inception5b.Forward(inception5a.Forward(x));                                     // (N, 1024, 7, 7)
        return (fc.Forward(dropout.Forward(x.GlobalAvgPool2d())), head1, head2);
    }

    private static bool Trains => Scope.Current is { Mode: Mode.Train };

    /// <summary>Figure 2b: four branches side by side.</summary>
    private sealed class InceptionBlock(int channels, int one, int reduce3, int three, int reduce5, int five, int pool) : Module<Tensor, Tensor>
    {
        private readonly ConvNorm branch1 = new(channels, one, kernel: 1);
        private readonly Sequential branch2 = new(new ConvNorm(channels, reduce3, kernel: 1), new ConvNorm(reduce3, three, kernel: 3, padding: 1));
        private readonly Sequential branch3 = new(new ConvNorm(channels, reduce5, kernel: 1), new ConvNorm(reduce5, five, kernel: 3, padding: 1));
        private readonly Sequential branch4 = new(new MaxPool2d(3, stride: 1, padding: 1, ceil: true), new ConvNorm(channels, pool, kernel: 1));

        protected override Members Members => [("branch1", branch1), ("branch2", branch2), ("branch3", branch3), ("branch4", branch4)];

        protected override Tensor Compute(Tensor x) =>
            Tensor.Concat([branch1.Forward(x), branch2.Forward(x), branch3.Forward(x), branch4.Forward(x)], axis: 1);
    }

    /// <summary>Section 5: a classifier on top of an intermediate layer.</summary>
    private sealed class AuxiliaryHead(int channels, int maps, int hidden, int classes, double drop) : Module<Tensor, Tensor>
    {
        private readonly ConvNorm conv = new(channels, maps, kernel: 1);
        private readonly Linear fc1 = new(maps * 4 * 4, hidden), fc2 = new(hidden, classes);
        private readonly Dropout dropout = new(drop);

        protected override Members Members => [("conv", conv), ("fc1", fc1), ("fc2", fc2), ("dropout", dropout)];

        protected override Tensor Compute(Tensor x)
        {
            x = conv.Forward(x.AdaptiveAvgPool2d(4, 4)).Flatten(1);
            return fc2.Forward(dropout.Forward(fc1.Forward(x).Relu()));
        }
    }
}
