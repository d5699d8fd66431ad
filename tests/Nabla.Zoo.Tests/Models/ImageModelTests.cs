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
    public void The_smallest_image_is_told_and_works()
    {
        Check(new Vgg(11, width: 2, classes: 3), "vgg", 32);
        Check(new AlexNet(width: 2, classes: 3), "alexnet", 63);

        static void Check(Module<Tensor, Tensor> model, string name, int smallest)
        {
            model.Init(0);
            Assert.Equal([1, 3], model.Forward(Tensor.Ones([1, 3, smallest, smallest])).Shape);
            Assert.StartsWith($"{name}: images (1, 3, {smallest - 1}, {smallest}): at least {smallest}×{smallest} pixels were expected",
                Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([1, 3, smallest - 1, smallest]))).Message);
        }
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
