using Nabla.Optim;

namespace Nabla.Cli;

/// <summary>An optimizer that <c>train</c> knows by name.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Rate">A usual learning rate.</param>
/// <param name="Create">From parameters and weight decay.</param>
/// <param name="HasMomentum">Whether a schedule can move its momentum or β₁.</param>
internal sealed record OptimizerEntry(string Name, double Rate, Func<ParameterGroups, double, Optimizer> Create, bool HasMomentum = true)
{
    internal static IReadOnlyList<OptimizerEntry> All { get; } =
    [
        new("sgd", 0.05, (p, decay) => new Sgd(p, momentum: 0.9, decay: decay)),
        new("nesterov", 0.05, (p, decay) => new Sgd(p, momentum: 0.9, decay: decay, nesterov: true)),
        new("adam", 0.002, (p, decay) => new Adam(p, decay: decay)),
        new("adamw", 0.002, (p, decay) => new AdamW(p, decay: decay)),
        new("nadam", 0.002, (p, decay) => new NAdam(p, decay: decay), HasMomentum: false),
        new("adagrad", 0.02, (p, decay) => new AdaGrad(p, decay: decay), HasMomentum: false),
        new("rmsprop", 0.001, (p, decay) => new RmsProp(p, decay: decay), HasMomentum: false),
        new("lion", 0.0003, (p, decay) => new Lion(p, decay: decay)),
    ];

    internal static OptimizerEntry Get(string name) => All.First(o => o.Name == name);
}
