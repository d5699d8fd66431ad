using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>Names, sizes and errors of the image models.</summary>
public class ImageModelTests
{
    [Fact]
    public void Names_are_those_of_torchvision()
    {
        string[] resnet = [.. Names(new ResNet(50))];
        Assert.Equal(161, resnet.Length);
        Assert.Equal(["conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight"], resnet[..4]);
        Assert.Contains("layer2.0.downsample.1.bias", resnet);
        Assert.Equal(["features.0.weight", "features.0.bias", "features.1.weight", "features.1.bias", "features.4.weight"], Names(new Vgg(11, batchNorm: true)).Take(5));
        Assert.Equal(["classifier.1.weight", "classifier.1.bias", "classifier.4.weight", "classifier.4.bias", "classifier.6.weight", "classifier.6.bias"], Names(new AlexNet()).TakeLast(6));

        string[] google = [.. Names(new GoogLeNet())], inception = [.. Names(new InceptionV3())], efficient = [.. Names(new EfficientNet(EfficientNetScale.B(0)))];
        Assert.Contains("inception4a.branch4.1.conv.weight", google);
        Assert.Contains("aux1.fc2.bias", google);
        Assert.Contains("Mixed_7b.branch3x3dbl_3a.bn.weight", inception);
        Assert.Contains("AuxLogits.conv1.conv.weight", inception);
        Assert.Equal(["features.0.0.weight", "features.0.1.weight", "features.0.1.bias", "features.1.0.block.0.0.weight"], efficient[..4]);
        Assert.Contains("features.2.0.block.2.fc1.weight", efficient);
        Assert.Equal(213, efficient.Length);

        static IEnumerable<string> Names(Module model) => model.Parameters().Select(p => p.Path);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(33, 50)]
    public void Residual_networks_take_any_size(int height, int width)
    {
        var model = new ResNet(18, classes: 5, width: 4);
        model.Init(0);
        Assert.Equal([2, 5], model.Forward(Tensor.Ones([2, 3, height, width])).Shape);
    }

    [Fact]
    public void The_CNN_for_MNIST_takes_grey_images_from_4_pixels_on()
    {
        var model = new MnistCnn(classes: 3, width: 2);
        model.Init(0);
        Assert.Equal([2, 3], model.Forward(Tensor.Ones([2, 1, 4, 9])).Shape);
        Assert.Equal("mnist_cnn: images (2, 1, 3, 9): at least 4×4 pixels were expected, or features.4 would leave none. Enlarge them. [in MnistCnn]", Message([2, 1, 3, 9]));
        foreach (var shape in (Shape[])[[2, 3, 28, 28], [1, 28, 28]])
            Assert.Equal($"mnist_cnn: images {shape}: (N, 1, H, W) was expected. Make colour ones grey, or Unsqueeze a lone one. [in MnistCnn]", Message(shape));

        string Message(Shape images) => Assert.Throws<ShapeException>(() => model.Forward(Tensor.Zeros(images))).Message;
    }

    [Fact]
    public void Heads_compute_in_training_only()
    {
        var model = new GoogLeNet(classes: 3, width: 8);
        model.Init(0);
        var (logits, head1, head2) = model.Forward(Tensor.Ones([2, 3, 15, 15]));
        Assert.Equal([2, 3], logits.Shape);
        Assert.True(head1 is null && head2 is null);
        var inception = new InceptionV3(classes: 3, width: 2);
        inception.Init(0);
        Assert.Equal([1, 3], inception.Forward(Tensor.Ones([1, 3, 75, 75])).Logits.Shape);
    }

    // Tan and Le 2019, section 3.3: α·β²·γ² ≈ 2, so that φ doubles the multiply-adds.
    [Fact]
    public void Compound_scaling_doubles_the_cost()
    {
        var (zero, one) = (EfficientNetScale.Compound(0), EfficientNetScale.Compound(1));
        Assert.Equal((1, 1, 224), (zero.Width, zero.Depth, zero.Resolution));
        Assert.Equal(2, one.Depth * Math.Pow(one.Width, 2) * Math.Pow(one.Resolution / 224.0, 2), 0.1);
        Assert.Equal([32, 40, 48, 64], new[] { 0, 3, 4, 7 }.Select(b => EfficientNetScale.B(b).Channels(32)));
        Assert.Equal([4, 5, 13], new[] { 0, 1, 7 }.Select(b => EfficientNetScale.B(b).Layers(4)));
    }

    [Fact]
    public void Grey_images_are_told()
    {
        var model = new ResNet(18, width: 4);
        model.Init(0);
        Assert.StartsWith("resnet: images (2, 1, 32, 32): (N, 3, H, W) was expected.", Assert.Throws<ShapeException>(() => model.Forward(Tensor.Zeros([2, 1, 32, 32]))).Message);
    }

    [Fact]
    public void Depths_that_no_table_has_are_told()
    {
        Assert.Equal("resnet: there is no network of depth 20. Use 18, 34, 50, 101 or 152; CifarResNet has 6n + 2 layers.", Assert.Throws<RangeException>(() => new ResNet(20)).Message);
        Assert.Equal("cifar_resnet: depth 18 is not 6n + 2. Use 20, 32, 44, 56 or 110.", Assert.Throws<RangeException>(() => new CifarResNet(18)).Message);
        Assert.Equal("vgg: there is no network of depth 12. Use 11, 13, 16 or 19.", Assert.Throws<RangeException>(() => new Vgg(12)).Message);
    }
}
