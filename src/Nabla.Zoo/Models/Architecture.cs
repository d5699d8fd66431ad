using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>A published image classifier at the size it was published for, with what it costs.</summary>
public sealed class Architecture
{
    private readonly Func<Module> create;
    private readonly Func<ModelSummary> summarize;

    private Architecture(Func<Module> create, Func<ModelSummary> summarize) => (this.create, this.summarize) = (create, summarize);

    /// <summary>Short, in small letters: <c>resnet50</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As its authors write it.</summary>
    public required string Title { get; init; }

    /// <summary>Where it is published.</summary>
    public required string Source { get; init; }

    /// <summary>The shape of an image, (3, H, W).</summary>
    public required Shape Input { get; init; }

    /// <summary>How the weights that torchvision publishes for it expect images to be normalized; null for CIFAR's, which normalize by themselves.</summary>
    /// <example><code>var model = ImageClassifier.Of(new GoogLeNet(heads: false), ChannelStatistics.Half);   // the Statistics of "googlenet"</code></example>
    public ChannelStatistics? Statistics { get; init; }

    /// <summary>Multiplications with an addition in convolutions and matrix products, for one image; auxiliary heads do not count.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Bytes of results in float32 that training would keep for backward, for one image.</summary>
    public required long ActivationBytes { get; init; }

    /// <summary>A new one, without values.</summary>
    public Module Create() => create();

    /// <summary>Gives it values and runs it on an image of zeros: its layers, and the costs that the properties state.</summary>
    public ModelSummary Summarize() => summarize();

    internal static Architecture Of<TOut>(string name, string title, string source, int side, Func<Module<Tensor, TOut>> create, long multiplyAdds, long activationBytes, ChannelStatistics? statistics)
    {
        return new(create, Summary) { Name = name, Title = title, Source = source, Input = [3, side, side], Statistics = statistics, MultiplyAdds = multiplyAdds, ActivationBytes = activationBytes };

        ModelSummary Summary()
        {
            var model = create();
            model.Init(0);
            return ModelSummary.Of(model, Tensor.Zeros([1, 3, side, side]));
        }
    }
}
