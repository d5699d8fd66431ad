using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Zoo;

/// <summary>Learning new classes from weights that were trained on others.</summary>
/// <remarks>
/// Donahue et al., "DeCAF: a deep convolutional activation feature for generic visual recognition", 2014, train the head alone;
/// Howard and Ruder, "Universal language model fine-tuning for text classification", 2018, section 3.2, give parts rates of their own.
/// </remarks>
/// <example><code>
/// var model = new CifarResNet(20, classes: 3);
/// model.Init(seed);
/// FineTuning.Take(model, SafeTensors.Load("resnet20.safetensors"), skipMismatched: true);
/// FineTuning.FreezeFeatures(model);
/// var optimizer = new Sgd(FineTuning.Rates(model, head: 10), momentum: 0.9);
/// </code></example>
public static class FineTuning
{
    /// <summary>Takes weights by their names.</summary>
    /// <param name="model">A model that has values; what it does not find keeps them.</param>
    /// <param name="weights">Tensors by path. Names that the model lacks are left out; batch norm's counters may be missing, and become 0.</param>
    /// <param name="skipMismatched">Whether to leave out what is missing or has another shape, such as a head for other classes.</param>
    /// <returns>What was taken, what was missing, unknown or of another shape.</returns>
    /// <exception cref="DataException">Something is missing or of another shape and may not be skipped, or nothing fits at all. Nothing has changed then.</exception>
    public static LoadReport Take(Module model, IReadOnlyDictionary<string, Tensor> weights, bool skipMismatched = false)
    {
        var state = model.State();
        string[] unknown = [.. weights.Keys.Where(k => !state.ContainsKey(k))];
        if (unknown.Length == weights.Count)
            throw new DataException("load", $"none of {weights.Count} tensors has a name that {model.GetType().Name} knows: {Names(weights.Keys)} were found, {Names(state.Keys)} were expected. Take weights of this model.");
        var known = weights.Where(w => state.ContainsKey(w.Key)).ToDictionary();
        return model.Load(known, strict: !skipMismatched) with { Unknown = unknown };
    }

    /// <summary>True for the paths of what lies in a head.</summary>
    /// <exception cref="NablaException">The model is no <see cref="IClassifier"/>.</exception>
    public static bool IsHead(Module model, string path) => Heads(model).Any(h => path == h || path.StartsWith($"{h}.", StringComparison.Ordinal));

    /// <summary>Freezes all but the heads: they alone learn, batch norm below keeps its statistics.</summary>
    public static void FreezeFeatures(Module model)
    {
        Module[] heads = [.. model.Modules().Where(m => IsHead(model, m.Path)).Select(m => m.Module)];
        model.Frozen = true;
        foreach (var head in heads)
            head.Frozen = false;
    }

    /// <summary>Groups with rates of their own for the heads and for all below them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">The heads' rate, in units of the schedule's.</param>
    /// <param name="features">The rate of all else, in the same units.</param>
    public static ParameterGroups Rates(Module model, double head = 1, double features = 1) => Rates(ParameterGroups.Of(model), model, head, features);

    /// <summary>The same on groups that say more.</summary>
    public static ParameterGroups Rates(ParameterGroups groups, Module model, double head = 1, double features = 1) =>
        groups.Set((path, _) => IsHead(model, path), rateFactor: head).Set((path, _) => !IsHead(model, path), rateFactor: features);

    internal static IReadOnlyList<string> Heads(Module model) => model is IClassifier classifier ? classifier.Heads
        : throw new NablaException("fine_tuning", $"{model?.GetType().Name ?? "null"} does not say what its head is. Give a model of Nabla.Zoo, or implement IClassifier.");

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(3).Select(n => $"'{n}'"));
}
