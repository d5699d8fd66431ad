using Nabla.Io;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>What RUN|MODEL with <c>--weights</c> stands for: a model of pictures that has values.</summary>
internal static class PictureModel
{
    /// <summary>A run's model, or one with given weights, for as many classes as their head tells apart; these are numbers then.</summary>
    /// <param name="source">The run folder or the model's name.</param>
    /// <param name="weights">Of a model: the file.</param>
    /// <param name="size">Of a model: the side of pictures.</param>
    /// <param name="terminal">For warnings.</param>
    /// <param name="needsHead">Whether the head computes what is asked for; else it may be missing.</param>
    internal static RunModel Open(string source, string? weights, int? size, Terminal terminal, bool needsHead = true)
    {
        if (Source.Model(source) is not { } entry)
        {
            if (weights is not null || size is not null)
                throw new DataException(source, "is a run, which has its own weights and size. Leave out --weights and --size.");
            var run = RunModel.Load(RunFolder.Open(source), terminal);
            return run.Schema is null ? run : throw new DataException(source, "learned from a table; pictures are asked about. Give a run of images.");
        }

        if (entry.Recipe.Table is not null)
            throw new DataException(source, "learns from tables; pictures are asked about. Give a model of images.");
        string file = weights ?? throw new DataException(source, "is a model without weights. Give --weights, or a run folder.");
        Shape input = size is { } side ? [entry.Input[0], side, side] : entry.Input;
        using var scope = new Scope();
        var state = SafeTensors.Load(file);
        int classes = Classes(entry, input, state);
        var model = entry.Make(input, classes);
        model.Init(0);
        Take(model, state, file, needsHead);
        return new(model, null, [.. Enumerable.Range(0, classes).Select(i => $"{i}")], input);
    }

    private static int Classes(ModelEntry entry, Shape input, Dictionary<string, Tensor> state) =>
        entry.OfClasses is not null && state.TryGetValue($"{((IClassifier)entry.Make(input, entry.Classes)).Heads[0]}.bias", out var bias) && bias.Shape is { Rank: 1, Count: > 0 and <= 1 << 20 } ? bias.Shape[0] : entry.Classes;

    private static void Take(Module model, Dictionary<string, Tensor> state, string file, bool needsHead)
    {
        var own = model.State();
        if (!needsHead && state.Keys.Any(k => own.ContainsKey(k) && !FineTuning.IsHead(model, k)))
            foreach (var (path, value) in own.Where(t => FineTuning.IsHead(model, t.Key)))
                state[path] = value;
        try
        {
            FineTuning.Take(model, state);
        }
        catch (DataException e) when (e.Op == "load")
        {
            throw new DataException(file, e.Message["load: ".Length..], e);
        }
    }
}
