namespace Nabla.Tests.Core;

public class ConvolutionTests
{
    [Fact]
    public void Values_computed_by_hand()
    {
        var x = Tensor.Of<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 3, 3]);
        var w = Tensor.Of<float>([1, 0, 0, -1], [1, 1, 2, 2]);
        Assert.Equal([-4f, -4f, -4f, -4f], x.Conv2d(w).ToArray<float>());
        Assert.Equal([-3.5f, -3.5f, -3.5f, -3.5f], x.Conv2d(w, Tensor.Of(0.5f)).ToArray<float>());
        Assert.Equal([3f, 4f, 6f, 7f], x.AvgPool2d(2, 1).ToArray<float>());
        Assert.Equal([5f, 6f, 8f, 9f], x.MaxPool2d(2, 1).ToArray<float>());
        Assert.Equal([0.25f, 1.25f, 2.75f, 7f], x.AvgPool2d(2, 2, 1).ToArray<float>());
        Assert.True(x.Conv2d(w).View.IsChannelsLast);
    }

    [Fact]
    public void The_maximum_of_a_window_with_a_hole_is_the_hole()
    {
        Assert.True(double.IsNaN(Tensor.Of<float>([1, float.NaN, 3, 4], [1, 1, 2, 2]).MaxPool2d(2).Item()));
        Assert.Equal([float.PositiveInfinity, 1, 1], Tensor.Of<float>([float.PositiveInfinity, 1, 1, 1, 1, 1, 1], [1, 1, 1, 7]).AdaptiveAvgPool2d(1, 3).ToArray<float>());
        Assert.Equal([1, 1, float.NegativeInfinity], Tensor.Of<float>([1, 1, 1, 1, 1, 1, float.NegativeInfinity], [1, 1, 7, 1]).AdaptiveAvgPool2d(3, 1).ToArray<float>());
        Assert.Equal([2, 1, 1], Tensor.Of<float>([4, 1, 1, 1, 1, 1, 1], [1, 1, 1, 7]).AdaptiveAvgPool2d(1, 3).ToArray<float>());
        Assert.Equal([3e38f, 3e38f], Tensor.Full([1, 1, 1, 3], 3e38).AdaptiveAvgPool2d(1, 2).ToArray<float>());
        Assert.Equal(-5, Tensor.Full([1, 1, 1, 1], -5).MaxPool2d(3, 3, 1).Item());
    }

    [Fact]
    public void Errors_name_the_smallest_image_and_the_channels()
    {
        var x = Tensor.Zeros([1, 3, 4, 4]);
        Assert.Contains("Give the layer 5×5 or more", Assert.Throws<ShapeException>(() => x.Conv2d(Tensor.Zeros([1, 3, 5, 5]))).Message);
        Assert.Contains("has 3 channels", Assert.Throws<ShapeException>(() => x.Conv2d(Tensor.Zeros([1, 2, 1, 1]))).Message);
        Assert.Contains("bias (2)", Assert.Throws<ShapeException>(() => x.Conv2d(Tensor.Zeros([1, 3, 1, 1]), Tensor.Zeros([2]))).Message);
        Assert.Contains("four dimensions", Assert.Throws<ShapeException>(() => Tensor.Zeros([3]).MaxPool2d(2)).Message);
        Assert.Contains("half of kernel", Assert.Throws<RangeException>(() => x.AvgPool2d(2, 2, 2)).Message);
    }
}
