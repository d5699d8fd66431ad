using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Inception-v3: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception architecture for computer vision", 2016, table 1.</summary>
/// <remarks>
/// 27,161,264 parameters with the auxiliary head and 1,000 classes, 23,834,568 without. Names are torchvision's. Images of 75×75 or
/// more (299×299 to train the head), each channel normalized to about mean 0 and variance 1; by <see cref="ChannelStatistics.Half"/> for
/// torchvision's weights.
/// </remarks>
public sealed class InceptionV3 : Module<Tensor, (Tensor Logits, Tensor? Head)>, IClassifier
{
    private readonly ConvNorm conv1a, conv2a, conv2b, conv3b, conv4a;
    private readonly MaxPool2d maxpool1 = new(3, stride: 2), maxpool2 = new(3, stride: 2);
    private readonly InceptionB mixed6a;
    private readonly InceptionD mixed7a;
    private readonly Module<Tensor, Tensor> mixed5b, mixed5c, mixed5d, mixed6b, mixed6c, mixed6d, mixed6e, mixed7b, mixed7c;
    private readonly InceptionV3Head? head;
    private readonly Dropout dropout;
    private readonly Linear fc;

    /// <summary>The network of table 1.</summary>
    /// <param name="classes">Outputs.</param>
    /// <param name="head">Whether it has the auxiliary head, which computes in training only.</param>
    /// <param name="width">Channels of the first convolution; all others keep their proportion to it. An even number.</param>
    /// <param name="dropout">The share of the last linear layer's inputs that training drops.</param>
    public InceptionV3(int classes = 1000, bool head = true, int width = 32, double dropout = 0.5)
    {
        var w = new InceptionV3Width(width);
        conv1a = new(3, w[32], kernel: 3, stride: 2);
        conv2a = new(w[32], w[32], kernel: 3);
        conv2b = new(w[32], w[64], kernel: 3, padding: 1);
        conv3b = new(w[64], w[80], kernel: 1);
        conv4a = new(w[80], w[192], kernel: 3);
        mixed5b = new InceptionA(w, 192, pool: 32);
        mixed5c = new InceptionA(w, 256, pool: 64);
        mixed5d = new InceptionA(w, 288, pool: 64);
        mixed6a = new(w, 288);
        mixed6b = new InceptionC(w, 768, inner: 128);
        mixed6c = new InceptionC(w, 768, inner: 160);
        mixed6d = new InceptionC(w, 768, inner: 160);
        mixed6e = new InceptionC(w, 768, inner: 192);
        this.head = head ? new(w, 768, classes) : null;
        mixed7a = new(w, 768);
        mixed7b = new InceptionE(w, 1280);
        mixed7c = new InceptionE(w, 2048);
        this.dropout = new(dropout);
        fc = new(w[2048], classes);
    }

    /// <summary>Cross-entropy of the logits plus 0.4 times that of the head, as torchvision trains it.</summary>
    public static Tensor Loss((Tensor Logits, Tensor? Head) outputs, Tensor labels)
    {
        var loss = Nabla.Loss.CrossEntropy(outputs.Logits, labels);
        return outputs.Head is null ? loss : loss + Nabla.Loss.CrossEntropy(outputs.Head, labels) * 0.4;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads => head is null ? ["fc"] : ["fc", "AuxLogits.fc"];

    /// <inheritdoc/>
    protected override Members Members =>
    [
        ("Conv2d_1a_3x3", conv1a), ("Conv2d_2a_3x3", conv2a), ("Conv2d_2b_3x3", conv2b), ("maxpool1", maxpool1),
        ("Conv2d_3b_1x1", conv3b), ("Conv2d_4a_3x3", conv4a), ("maxpool2", maxpool2),
        ("Mixed_5b", mixed5b), ("Mixed_5c", mixed5c), ("Mixed_5d", mixed5d),
        ("Mixed_6a", mixed6a), ("Mixed_6b", mixed6b), ("Mixed_6c", mixed6c), ("Mixed_6d", mixed6d), ("Mixed_6e", mixed6e), ("AuxLogits", head),
        ("Mixed_7a", mixed7a), ("Mixed_7b", mixed7b), ("Mixed_7c", mixed7c), ("dropout", dropout), ("fc", fc),
    ];

    // What makes images smaller before the head branches off.
    private (string Layer, Window Window)[] ToMixed6 =>
    [
        ("Conv2d_1a_3x3", conv1a.Window), ("Conv2d_2a_3x3", conv2a.Window), ("maxpool1", maxpool1.Window),
        ("Conv2d_4a_3x3", conv4a.Window), ("maxpool2", maxpool2.Window), ("Mixed_6a", mixed6a.Window),
    ];

    /// <inheritdoc/>
    protected override (Tensor Logits, Tensor? Head) Compute(Tensor x)                       // (N, 3, 299, 299)
    {
        bool trains = Scope.Current is { Mode: Mode.Train };
        Images.Check("inception_v3", x.Shape, [.. ToMixed6, ("Mixed_7a", mixed7a.Window)]);
        if (trains && head is not null)
            Images.Check("inception_v3", x.Shape, [.. ToMixed6, .. head.Windows]);
        x = maxpool1.Forward(conv2b.Forward(conv2a.Forward(conv1a.Forward(x))));             // (N, 64, 73, 73)
        x = maxpool2.Forward(conv4a.Forward(conv3b.Forward(x)));                             // (N, 192, 35, 35)
        x = mixed5d.Forward(mixed5c.Forward(mixed5b.Forward(x)));                            // (N, 288, 35, 35)
        x = mixed6c.Forward(mixed6b.Forward(mixed6a.Forward(x)));                            // (N, 768, 17, 17)
        x = mixed6e.Forward(mixed6d.Forward(x));
        var auxiliary = trains ? head?.Forward(x) : null;
        x = mixed7c.Forward(mixed7b.Forward(mixed7a.Forward(x)));                            // (N, 2048, 8, 8)
        return (fc.Forward(dropout.Forward(x.GlobalAvgPool2d())), auxiliary);
    }
}
