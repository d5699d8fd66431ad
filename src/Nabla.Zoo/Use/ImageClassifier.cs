using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>A classifier that takes pixels 0 … 1 and gives logits alone, in training too: it normalizes, then asks a published network.</summary>
/// <remarks>Its parameters and heads have the paths of the network inside, so it saves and loads torchvision's names.</remarks>
/// <example><code>
/// var model = ImageClassifier.Of(new ResNet(18, classes: 3), ChannelStatistics.ImageNet);
/// </code></example>
public sealed class ImageClassifier : Wrapper<Tensor, Tensor>, IClassifier
{
    private readonly ChannelStatistics statistics;
    private readonly Func<Tensor, Tensor> logits;

    private ImageClassifier(Module inner, IReadOnlyList<string> heads, Func<Tensor, Tensor> logits, ChannelStatistics statistics) : base(inner) =>
        (Heads, this.logits, this.statistics) = (heads, logits, statistics);

    /// <inheritdoc/>
    public IReadOnlyList<string> Heads { get; }

    /// <summary>A network of logits.</summary>
    public static ImageClassifier Of<TModel>(TModel model, ChannelStatistics statistics) where TModel : Module<Tensor, Tensor>, IClassifier =>
        new(model, model.Heads, model.Forward, statistics);

    /// <summary>GoogLeNet. Its auxiliary heads get no loss here: make it without.</summary>
    public static ImageClassifier Of(GoogLeNet model, ChannelStatistics statistics) => new(model, model.Heads, x => model.Forward(x).Logits, statistics);

    /// <summary>Inception-v3. Its auxiliary head gets no loss here: make it without.</summary>
    public static ImageClassifier Of(InceptionV3 model, ChannelStatistics statistics) => new(model, model.Heads, x => model.Forward(x).Logits, statistics);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => logits(statistics.Normalize(x));                      // (N, C, H, W) → (N, classes)
}
