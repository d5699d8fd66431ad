using Nabla.Data;
using Nabla.Nn;

namespace Nabla.Cli;

/// <summary>What a run learns: from which data, for what, and with which model.</summary>
/// <param name="Train">Samples to train on: input and target.</param>
/// <param name="Test">Samples to test on.</param>
/// <param name="Samples">What they are called: <c>images</c>.</param>
/// <param name="Objective">What for.</param>
/// <param name="Create">Makes the model.</param>
internal sealed record RunTask(Dataset Train, Dataset Test, string Samples, Objective Objective, Func<Module<Tensor, Tensor>> Create)
{
    /// <summary>What predictions, or resuming, need beside configuration and weights; saved with them.</summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The task of a configuration, its data loaded.</summary>
    internal static RunTask Of(RunConfig config, Terminal terminal, CancellationToken cancel) =>
        config.Table is { } table ? TableTask.Open(config, table, terminal) : ImageTask.Open(config, config.Data, terminal, cancel);
}
