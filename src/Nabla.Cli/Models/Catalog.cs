using Nabla.Nn;
using Nabla.Optim;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The settings a model is trained with when the command line gives no others.</summary>
internal sealed record Recipe(string Data, int Epochs, int Batch, double Rate, string Schedule, int Warmup, string Optimizer);

/// <summary>A model that <c>train</c> knows by name.</summary>
internal sealed record ModelEntry(string Name, string Title, string Source, Shape Input, int Classes, Func<Module<Tensor, Tensor>> Create, Recipe Recipe);

/// <summary>Every model that the command line knows.</summary>
internal static class Catalog
{
    internal static IReadOnlyList<ModelEntry> Models { get; } =
    [
        new("lenet5", "LeNet-5", "LeCun, Bottou, Bengio and Haffner 1998, figure 2", [1, 28, 28], Classes: 10, () => new LeNet5(),
            new("mnist-mini", Epochs: 12, Batch: 64, Rate: 0.05, "cosine", Warmup: 0, "sgd")),
    ];

    internal static string[] Schedules { get; } = ["cosine", "constant"];

    internal static string[] Optimizers { get; } = ["sgd", "adam"];

    /// <summary>An optimizer by a name that has been checked; SGD has momentum 0.9.</summary>
    internal static Optimizer Optimizer(string name, Module model) => name == "adam" ? new Adam(model) : new Sgd(model, momentum: 0.9);

    /// <summary>The recipe's learning rate, or a usual one of an optimizer that is not the recipe's.</summary>
    internal static double Rate(Recipe recipe, string optimizer) => optimizer == recipe.Optimizer ? recipe.Rate : optimizer == "adam" ? 0.002 : 0.05;

    /// <summary>A schedule by a name that has been checked, after a rise over the first <paramref name="warmup"/> steps.</summary>
    internal static Schedule Schedule(string name, double rate, long steps, int warmup)
    {
        var schedule = name == "constant" ? Optim.Schedules.Constant(rate) : Optim.Schedules.Cosine(rate, steps);
        return warmup > 0 ? schedule.Warmup(warmup) : schedule;
    }

    /// <summary>The model of a name that has been checked.</summary>
    internal static ModelEntry Get(string name) => Models.First(m => m.Name == name);
}
