namespace Nabla.Zoo.Tests;

public class MnistMiniTests
{
    [Fact]
    public void Holds_the_first_images_of_mnist()
    {
        ImageSet train = MnistMini.Train(), test = MnistMini.Test();
        Assert.Equal((10_000, 1_000, 28, 28), (train.Count, test.Count, train.Height, train.Width));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Labels[..10]);     // the well-known first labels
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], test.Labels[..10]);
        Assert.Equal(33.3, train.Pixels.Average(p => (double)p), 0.3);        // MNIST's mean pixel is 0.1307 · 255
        foreach (var digit in train.Labels.CountBy(l => l))
            Assert.InRange(digit.Value, 850, 1150);
    }

    [Fact]
    public void A_batch_is_scaled_to_one()
    {
        using var scope = new Scope();
        var (x, y) = MnistMini.Test().Batch([3, 0]);
        Assert.Equal(new Shape([2, 1, 28, 28]), x.Shape);
        Assert.Equal([0L, 7L], y.ToArray<long>());
        Assert.Equal(1, x.ToArray<float>().Max(), 0.01);
    }
}
