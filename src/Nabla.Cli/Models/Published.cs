using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The families for ImageNet, for pictures of any size that they can take; auxiliary heads, which batch norm makes dispensable, are left out.</summary>
internal static class Published
{
    internal static IReadOnlyList<ModelEntry> All { get; } =
    [
        Of("alexnet", 0.01, (c, s) => ImageClassifier.Of(new AlexNet(c), s)),
        .. new[] { 11, 13, 16, 19 }.SelectMany(depth => new[]
        {
            Of($"vgg{depth}", 0.01, (c, s) => ImageClassifier.Of(new Vgg(depth, classes: c), s)),
            Of($"vgg{depth}-bn", 0.05, (c, s) => ImageClassifier.Of(new Vgg(depth, batchNorm: true, classes: c), s)),
        }),
        Of("googlenet", 0.05, (c, s) => ImageClassifier.Of(new GoogLeNet(c, heads: false), s)),
        Of("inception-v3", 0.05, (c, s) => ImageClassifier.Of(new InceptionV3(c, head: false), s)),
        .. new[] { 18, 34, 50, 101, 152 }.Select(depth => Of($"resnet{depth}", 0.05, (c, s) => ImageClassifier.Of(new ResNet(depth, c), s))),
        .. Enumerable.Range(0, 8).Select(b => Of($"efficientnet-b{b}", 0.05, (c, s) => ImageClassifier.Of(new EfficientNet(EfficientNetScale.B(b), c), s))),
    ];

    private static ModelEntry Of(string name, double rate, Func<int, ChannelStatistics, Module<Tensor, Tensor>> make)
    {
        const int classes = 1000;
        var known = Architectures.All.Single(a => a.Name == name);
        return new(name, known.Title, known.Source, known.Input, classes, () => make(classes, known.Statistics!),
            new("", Epochs: 30, Batch: 32, rate, "cosine", Warmup: 100, "sgd") { WeightDecay = 1e-4 })
        {
            OfClasses = (_, c, s) => make(c, s),
            Statistics = known.Statistics,
        };
    }
}
