namespace Nabla.Zoo.Tests.Data;

public class MnistMiniTests
{
    [Fact]
    public void Holds_the_first_images_of_mnist()
    {
        var (train, test) = Datasets.Load("mnist-mini");
        Assert.Equal((10_000, 1_000, 28, 28), (train.Count, test.Count, train.Height, train.Width));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Labels[..10].ToArray());     // the well-known first labels
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], test.Labels[..10].ToArray());
        double mean = Enumerable.Range(0, train.Count).Average(i => train.Pixels(i).ToArray().Average(p => (double)p));
        Assert.Equal(33.3, mean, 0.3);                                                  // MNIST's mean pixel is 0.1307 · 255
        foreach (var digit in train.Labels.ToArray().CountBy(l => l))
            Assert.InRange(digit.Value, 850, 1150);
    }
}
