using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>What training drops, and how much of it: dropout and stochastic depth of the networks as they are published.</summary>
public class DropTests
{
    // torchvision's sources: the arguments "dropout" of AlexNet, VGG, GoogLeNet ("dropout_aux" of its heads) and Inception3.
    [Theory]
    [InlineData("alexnet", "classifier.0", 0.5)]
    [InlineData("alexnet", "classifier.3", 0.5)]
    [InlineData("vgg", "classifier.2", 0.5)]
    [InlineData("vgg", "classifier.5", 0.5)]
    [InlineData("googlenet", "dropout", 0.2)]
    [InlineData("googlenet", "aux1.dropout", 0.7)]
    [InlineData("googlenet", "aux2.dropout", 0.7)]
    [InlineData("inception_v3", "dropout", 0.5)]
    [InlineData("efficientnet_b0", "classifier.0", 0.2)]
    [InlineData("efficientnet_b3", "classifier.0", 0.3)]
    [InlineData("efficientnet_b5", "classifier.0", 0.4)]
    [InlineData("efficientnet_b7", "classifier.0", 0.5)]
    public void Dropout_is_the_published_share(string name, string path, double share)
    {
        var (_, from, to) = (name switch
        {
            "alexnet" => Watched.Of(new AlexNet(3, width: 8), [8, 3, 64, 64], p => p == path),
            "vgg" => Watched.Of(new Vgg(11, classes: 3, width: 8), [4, 3, 32, 32], p => p == path),
            "googlenet" => Watched.Of(new GoogLeNet(3, width: 16), [16, 3, 32, 32], p => p == path),
            "inception_v3" => Watched.Of(new InceptionV3(3, head: false, width: 4), [8, 3, 75, 75], p => p == path),
            _ => Watched.Of(new EfficientNet(EfficientNetScale.B(name[^1] - '0') with { Width = 0.4, Depth = 0.1 }, 3), [16, 3, 32, 32], p => p == path),
        })[path];
        (float From, float To)[] pairs = [.. from.Zip(to).Where(p => p.First != 0)];
        Assert.InRange(pairs.Length, 400, int.MaxValue);
        double deviation = Math.Sqrt(share * (1 - share) / pairs.Length);
        Assert.Equal(share, pairs.Count(p => p.To == 0) / (double)pairs.Length, 5 * deviation);
        Assert.All(pairs.Where(p => p.To != 0), p => Assert.Equal(1 / (1 - share), p.To / p.From, 1e-5));
    }

    // torchvision's EfficientNet: block b of all n drops its branch with probability 0.2·b/n, and the shortcut stays.
    [Fact]
    public void Stochastic_depth_grows_linearly_with_depth_and_spares_the_shortcut()
    {
        int[] layers = [1, 2, 2, 3, 3, 4, 1];                               // B0's stages: 16 blocks
        var seen = Watched.Of(new EfficientNet(EfficientNetScale.B(0) with { Width = 0.1 }, 3), [96, 3, 16, 16], p => p.StartsWith("features.", StringComparison.Ordinal));
        int block = 0, checkedBlocks = 0, dropped = 0;
        for (int stage = 0; stage < layers.Length; stage++)
            for (int i = 0; i < layers[stage]; i++, block++)
                if (seen.TryGetValue($"features.{stage + 1}.{i}.stochastic_depth", out var branch))
                {
                    var (_, x, y) = seen[$"features.{stage + 1}.{i}"];
                    int size = x.Length / 96;
                    for (int n = 0; n < 96; n++)
                    {
                        Span<float> input = x.AsSpan(n * size, size), output = y.AsSpan(n * size, size), f = branch.In.AsSpan(n * size, size), kept = branch.Out.AsSpan(n * size, size);
                        bool drops = !kept.ContainsAnyExcept(0);
                        dropped += drops ? 1 : 0;
                        for (int j = 0; j < size; j++)
                        {
                            double scaled = drops ? 0 : f[j] / (1 - 0.2 * block / 16);
                            Assert.Equal(scaled, kept[j], 1e-5 * (1 + Math.Abs(scaled)));
                            Assert.Equal(input[j] + scaled, output[j], 1e-5 * (1 + Math.Abs(scaled) + Math.Abs(input[j])));
                        }
                    }

                    checkedBlocks++;
                }

        Assert.Equal((16, 10), (block, checkedBlocks));                     // 9 blocks behind a stage's first; at this width stage 1 keeps its channels too
        Assert.InRange(dropped, 60, 150);                                   // Σ 96·0.2·b/16 = 102 expected
    }
}
