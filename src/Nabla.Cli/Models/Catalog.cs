using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The settings a model is trained with when the command line gives no others.</summary>
internal sealed record Recipe(string Data, int Epochs, int Batch, double Rate, string Schedule, int Warmup, string Optimizer);

/// <summary>A model that <c>train</c> knows by name.</summary>
internal sealed record ModelEntry(string Name, string Title, string Source, Shape Input, Func<Module<Tensor, Tensor>> Create, Recipe Recipe);

/// <summary>Every model that the command line knows.</summary>
internal static class Catalog
{
    internal static IReadOnlyList<ModelEntry> Models { get; } =
    [
        new("lenet5", "LeNet-5", "LeCun, Bottou, Bengio and Haffner 1998, figure 2", [1, 28, 28], () => new LeNet5(),
            new("mnist-mini", Epochs: 12, Batch: 64, Rate: 0.05, "cosine", Warmup: 0, "sgd")),
    ];

    internal static string[] Schedules { get; } = ["cosine", "constant"];

    internal static string[] Optimizers { get; } = ["sgd", "adam"];

    /// <summary>The model of a name that has been checked.</summary>
    internal static ModelEntry Get(string name) => Models.First(m => m.Name == name);
}
