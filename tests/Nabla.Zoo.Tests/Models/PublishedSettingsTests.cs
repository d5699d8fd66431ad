using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>Numbers that no parameter count shows: factors, batch norm's ε and momentum, weights of auxiliary losses.</summary>
public class PublishedSettingsTests
{
    // The factors of torchvision's efficientnet_b0 … b7, and the norm layers that b5 … b7 are given.
    [Theory]
    [InlineData(0, 1.0, 1.0, 224, 0.2, 1e-5, 0.1)]
    [InlineData(1, 1.0, 1.1, 240, 0.2, 1e-5, 0.1)]
    [InlineData(2, 1.1, 1.2, 260, 0.3, 1e-5, 0.1)]
    [InlineData(3, 1.2, 1.4, 300, 0.3, 1e-5, 0.1)]
    [InlineData(4, 1.4, 1.8, 380, 0.4, 1e-5, 0.1)]
    [InlineData(5, 1.6, 2.2, 456, 0.4, 1e-3, 0.01)]
    [InlineData(6, 1.8, 2.6, 528, 0.5, 1e-3, 0.01)]
    [InlineData(7, 2.0, 3.1, 600, 0.5, 1e-3, 0.01)]
    public void EfficientNets_factors_are_torchvisions(int member, double width, double depth, int resolution, double dropout, double epsilon, double momentum) =>
        Assert.Equal(new(width, depth, resolution, dropout, epsilon, momentum), EfficientNetScale.B(member));

    // In training the norm has variance v/(v + ε), and its statistics move by the momentum times the batch's.
    [Theory]
    [InlineData(0, 1e-5, 0.1)]
    [InlineData(5, 1e-3, 0.01)]
    public void EfficientNets_norms_take_epsilon_and_momentum(int member, double epsilon, double momentum)
    {
        var model = new EfficientNet(EfficientNetScale.B(member) with { Width = 0.1, Depth = 1 }, 3);
        var (shape, x, y) = Watched.Of(model, [4, 3, 16, 16], p => p == "features.0.1")["features.0.1"];
        float[] running = model.State()["features.0.1.running_mean"].ToArray<float>();
        int channels = shape[1], size = shape[2] * shape[3];
        for (int c = 0; c < channels; c++)
        {
            double[] from = Channel(x, c), to = Channel(y, c);
            double mean = from.Average(), variance = from.Average(v => (v - mean) * (v - mean)), deviation = Math.Sqrt(to.Average(v => v * v));
            Assert.Equal(momentum * mean, running[c], 1e-4 * momentum);
            Assert.Equal(Math.Sqrt(variance / (variance + epsilon)), deviation, 2e-6);
        }

        double[] Channel(float[] all, int c) => [.. all.Where((_, i) => i / size % channels == c).Select(v => (double)v)];
    }

    // Szegedy et al. 2015, section 5: heads by 0.3; torchvision's reference training: Inception-v3's head by 0.4.
    [Fact]
    public void Auxiliary_losses_are_weighed()
    {
        float three = MathF.Log(3);
        Tensor even = Tensor.Of<float>([0, 0], [1, 2]), right = Tensor.Of<float>([0, three], [1, 2]), wrong = Tensor.Of<float>([three, 0], [1, 2]), label = Tensor.Of<long>([1], [1]);
        double none = Math.Log(2), small = Math.Log(4 / 3.0), large = Math.Log(4);
        Assert.Equal(none + 0.3 * small + 0.3 * large, GoogLeNet.Loss((even, right, wrong), label).ToArray<float>()[0], 1e-6);
        Assert.Equal(none, GoogLeNet.Loss((even, null, null), label).ToArray<float>()[0], 1e-6);
        Assert.Equal(none + 0.4 * large, InceptionV3.Loss((even, wrong), label).ToArray<float>()[0], 1e-6);
        Assert.Equal(none, InceptionV3.Loss((even, null), label).ToArray<float>()[0], 1e-6);
    }
}
