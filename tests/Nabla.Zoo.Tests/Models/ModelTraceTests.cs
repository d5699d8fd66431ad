namespace Nabla.Zoo.Tests;

/// <summary>Families of networks, of a few channels, against libtorch.</summary>
public class ModelTraceTests
{
    [Fact]
    public void ResNet_of_basic_blocks() => ModelTrace.Check("resnet18", () => new ResNet(18, classes: 10, width: 4));

    [Fact]
    public void ResNet_of_bottlenecks() => ModelTrace.Check("resnet50", () => new ResNet(50, classes: 10, width: 2));

    // Without shortcuts all gradients pass the one unit that float32 puts on the other side of zero.
    [Theory]
    [InlineData(Shortcut.PadChannels)]
    [InlineData(Shortcut.Project)]
    [InlineData(Shortcut.None)]
    public void ResNet_for_CIFAR(Shortcut shortcut) => ModelTrace.Check($"resnet20-{shortcut.ToString().ToLowerInvariant()}", () => new CifarResNet(20, shortcut, width: 4), kink: shortcut == Shortcut.None);

    [Fact]
    public void VGG() => ModelTrace.Check("vgg11", () => new Vgg(11, classes: 10, width: 2, dropout: 0));

    [Fact]
    public void VGG_with_batch_norm() => ModelTrace.Check("vgg13-bn", () => new Vgg(13, batchNorm: true, classes: 10, width: 1, dropout: 0));

    [Fact]
    public void AlexNet() => ModelTrace.Check("alexnet", () => new AlexNet(classes: 10, width: 2, dropout: 0));
}
