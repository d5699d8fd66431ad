using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>A classifier's head as convolutions gives what the classifier gives on each crop.</summary>
public class FullyConvolutionalTests
{
    [Fact]
    public void The_head_of_VGG_slides_over_larger_features()
    {
        var model = new Vgg(11, classes: 3, width: 2);
        model.Init(0);
        Slides(model.Classifier, new Sequential(new Flatten(), model.Classifier), channels: 16, kernel: (7, 7), crops: (3, 2));
    }

    [Fact]
    public void The_head_of_AlexNet_slides_over_larger_features()
    {
        var model = new AlexNet(classes: 3, width: 2);
        model.Init(0);
        Slides(model.Classifier, new Sequential(new Flatten(), model.Classifier), channels: 8, kernel: (6, 6), crops: (2, 3));
    }

    // Features without padding, so that a crop's are a part of the image's: four pixels of the image apart.
    [Fact]
    public void A_network_without_padding_slides_over_an_image()
    {
        var features = new Sequential(new Conv2d(3, 6, kernel: 5, stride: 2), new ReLU(), new MaxPool2d(2), new Conv2d(6, 5, kernel: 3), new Tanh());
        var head = new Sequential(new Flatten(), new Linear(5 * 2 * 3, 8), new GELU(), new Dropout(), new Linear(8, 4, bias: false));
        features.Init(1);
        head.Init(2);
        var image = Tensor.Normal([2, 3, 31, 39], random: new Philox(3, 0));
        var (map, crop) = (FullyConvolutional.Head(head, (2, 3)).Forward(features.Forward(image)), (H: 19, W: 23));
        Assert.Equal([2, 4, 4, 5], map.Shape);
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 5; j++)
                Same(head.Forward(features.Forward(image[.., .., (4 * i)..(4 * i + crop.H), (4 * j)..(4 * j + crop.W)])), map[.., .., i, j]);
    }

    // Behind global pooling the head is a 1×1 convolution: the mean of its map is the classifier's answer.
    [Fact]
    public void A_head_behind_global_pooling_gives_a_map_whose_mean_is_its_answer()
    {
        var fc = new Linear(6, 4);
        fc.Init(1);
        var features = Tensor.Normal([2, 6, 3, 5], random: new Philox(3, 0));
        var map = FullyConvolutional.Head(fc, (1, 1)).Forward(features);
        Assert.Equal([2, 4, 3, 5], map.Shape);
        Same(fc.Forward(features.GlobalAvgPool2d()), map.GlobalAvgPool2d());
        Same(fc.Forward(features[.., .., 2, 4]), map[.., .., 2, 4]);
    }

    [Fact]
    public void What_does_not_slide_is_told()
    {
        var odd = new Linear(10, 2);
        odd.Init(0);
        Assert.Equal("fully_convolutional: a linear layer takes 10 numbers, no multiple of 2×2 pixels. Give the size of the features that the head takes.",
            Assert.Throws<ShapeException>(() => FullyConvolutional.Head(odd, (2, 2))).Message);
        Assert.Equal("fully_convolutional: Softmax does not slide over a map. Linear, Flatten, Dropout and activations of single numbers were expected.",
            Assert.Throws<NablaException>(() => FullyConvolutional.Head(new Softmax(), (1, 1))).Message);
        Assert.Equal("fully_convolutional: BatchNorm1d does not slide over a map. Linear, Flatten, Dropout and activations of single numbers were expected.",
            Assert.Throws<NablaException>(() => FullyConvolutional.Head(new Sequential(new Linear(8, 4), new BatchNorm1d(4)), (2, 2))).Message);      // though it has no values
        Assert.Equal("fully_convolutional: the kernel is 0×1, 1 or more each was expected. Give the size of the features that the head takes.",
            Assert.Throws<RangeException>(() => FullyConvolutional.Head(odd, (0, 1))).Message);
        Assert.Equal("fully_convolutional: the head is null; a Linear or a Sequential with one was expected. Give the classifier's last part.",
            Assert.Throws<NablaException>(() => FullyConvolutional.Head(null!, (1, 1))).Message);
    }

    private static void Slides(Sequential head, Sequential original, int channels, (int H, int W) kernel, (int H, int W) crops)
    {
        var features = Tensor.Normal([2, channels, kernel.H + crops.H - 1, kernel.W + crops.W - 1], random: new Philox(3, 0));
        var map = FullyConvolutional.Head(head, kernel).Forward(features);
        Assert.Equal([2, 3, crops.H, crops.W], map.Shape);
        for (int i = 0; i < crops.H; i++)
            for (int j = 0; j < crops.W; j++)
                Same(original.Forward(features[.., .., i..(i + kernel.H), j..(j + kernel.W)]), map[.., .., i, j]);
    }

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        Assert.All(expected.ToArray<float>().Zip(found.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }
}
