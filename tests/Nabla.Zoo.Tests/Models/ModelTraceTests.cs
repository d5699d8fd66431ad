namespace Nabla.Zoo.Tests;

/// <summary>Families of networks, of a few channels, against libtorch.</summary>
public class ModelTraceTests
{
    [Fact]
    public void ResNet_of_basic_blocks() => ModelTrace.Check("resnet18", () => new ResNet(18, classes: 10, width: 4));

    [Fact]
    public void ResNet_of_bottlenecks() => ModelTrace.Check("resnet50", () => new ResNet(50, classes: 10, width: 2));

    [Theory]
    [InlineData(Shortcut.PadChannels)]
    [InlineData(Shortcut.Project)]
    [InlineData(Shortcut.None)]
    public void ResNet_for_CIFAR(Shortcut shortcut) => ModelTrace.Check($"resnet20-{shortcut.ToString().ToLowerInvariant()}", () => new CifarResNet(20, shortcut, width: 4));

    [Fact]
    public void VGG() => ModelTrace.Check("vgg11", () => new Vgg(11, classes: 10, width: 1, dropout: 0));

    [Fact]
    public void VGG_with_batch_norm() => ModelTrace.Check("vgg13-bn", () => new Vgg(13, batchNorm: true, classes: 10, width: 1, dropout: 0));

    [Fact]
    public void AlexNet() => ModelTrace.Check("alexnet", () => new AlexNet(classes: 10, width: 2, dropout: 0));

    [Fact]
    public void MnistCnn() => ModelTrace.Check("mnist-cnn", () => new MnistCnn(width: 4));

    [Fact]
    public void GoogLeNet_with_its_heads() => ModelTrace.Check("googlenet", () => new GoogLeNet(classes: 10, width: 8, dropout: 0, headDropout: 0), Heads, share: 0.3);

    [Fact]
    public void Inception_v3_with_its_head() => ModelTrace.Check("inception-v3", () => new InceptionV3(classes: 10, width: 2, dropout: 0), Heads, share: 0.4);

    [Fact]
    public void EfficientNet() => ModelTrace.Check("efficientnet", () => new EfficientNet(new(0.1, 1, 64, Dropout: 0), classes: 10, stochasticDepth: 0));

    private static Tensor[] Heads(GoogLeNet model, Tensor x) => model.Forward(x) is var (logits, head1, head2) ? [logits, head1!, head2!] : [];

    private static Tensor[] Heads(InceptionV3 model, Tensor x) => model.Forward(x) is var (logits, head) ? [logits, head!] : [];
}
