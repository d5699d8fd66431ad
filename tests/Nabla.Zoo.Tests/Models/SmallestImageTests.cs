using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>The smallest image of each family works, and of a smaller one the error names the layer that would leave no pixel.</summary>
public class SmallestImageTests
{
    [Fact]
    public void Of_AlexNet() => Check(new AlexNet(3, width: 2), "alexnet", 63, "features.12");

    [Theory]
    [InlineData(11, "features.20")]
    [InlineData(13, "features.24")]
    [InlineData(16, "features.30")]
    [InlineData(19, "features.36")]
    public void Of_VGG(int depth, string layer) => Check(new Vgg(depth, classes: 3, width: 2), "vgg", 32, layer);

    [Fact]
    public void Of_VGG_with_batch_norm() => Check(new Vgg(11, batchNorm: true, classes: 3, width: 2), "vgg", 32, "features.28");

    [Theory]
    [InlineData(18)]
    [InlineData(50)]
    public void Of_ResNet(int depth) => Check(new ResNet(depth, 3, width: 2), "resnet", 1, "conv1");

    [Theory]
    [InlineData(Shortcut.PadChannels)]
    [InlineData(Shortcut.Project)]
    [InlineData(Shortcut.None)]
    public void Of_ResNet_for_CIFAR(Shortcut shortcut) => Check(new CifarResNet(20, shortcut, classes: 3, width: 2), "cifar_resnet", 1, "conv1");

    [Fact]
    public void Of_EfficientNet() => Check(new EfficientNet(new(0.1, 1, 64, Dropout: 0), 3), "efficientnet", 1, "features.0.0");

    [Fact]
    public void Of_GoogLeNet() => Check(new GoogLeNet(3, width: 8), (m, x) => m.Forward(x).Logits, "googlenet", 15, "maxpool3");

    [Fact]
    public void Of_Inception_v3() => Check(new InceptionV3(3, width: 2), (m, x) => m.Forward(x).Logits, "inception_v3", 75, "Mixed_7a");

    [Fact]
    public void Of_the_head_of_Inception_v3()
    {
        var model = new InceptionV3(3, width: 2);
        model.Init(0);
        using var tape = Tape.Start();
        Assert.Equal([2, 3], model.Forward(Tensor.Normal([2, 3, 299, 299], random: new Philox(1, 0))).Head!.Shape);
        Assert.Equal("inception_v3: images (2, 3, 299, 298): at least 299×299 pixels were expected, or AuxLogits.conv1 would leave none. Enlarge them. [in InceptionV3]",
            Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([2, 3, 299, 298]))).Message);
        Assert.StartsWith("inception_v3: images (2, 3, 74, 80): at least 75×75", Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([2, 3, 74, 80]))).Message);
    }

    [Fact]
    public void The_first_layer_that_leaves_none_is_named()
    {
        var model = new AlexNet(3, width: 2);
        model.Init(0);
        Assert.Equal("alexnet: images (1, 3, 6, 100): at least 63×63 pixels were expected, or features.0 would leave none. Enlarge them. [in AlexNet]",
            Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([1, 3, 6, 100]))).Message);
        Assert.Equal("alexnet: images (1, 3, 100, 20): at least 63×63 pixels were expected, or features.5 would leave none. Enlarge them. [in AlexNet]",
            Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([1, 3, 100, 20]))).Message);
    }

    private static void Check(Module<Tensor, Tensor> model, string name, int smallest, string layer) => Check(model, (m, x) => m.Forward(x), name, smallest, layer);

    private static void Check<TModule>(TModule model, Func<TModule, Tensor, Tensor> logits, string name, int smallest, string layer)
        where TModule : Module
    {
        model.Init(0);
        Assert.Equal([1, 3], logits(model, Tensor.Ones([1, 3, smallest, smallest])).Shape);
        foreach (var (h, w) in (ReadOnlySpan<(int, int)>)[(smallest - 1, smallest), (smallest, smallest - 1)])
            Assert.Equal($"{name}: images (1, 3, {h}, {w}): at least {smallest}×{smallest} pixels were expected, or {layer} would leave none. Enlarge them. [in {model.GetType().Name}]",
                Assert.Throws<ShapeException>(() => logits(model, Tensor.Ones([1, 3, h, w]))).Message);
    }
}
