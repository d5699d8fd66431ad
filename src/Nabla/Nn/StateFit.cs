namespace Nabla.Nn;

/// <summary>How a checkpoint fits a module: which of its tensors goes where. What is tied has several names, of which one is enough.</summary>
internal sealed class StateFit
{
    private const int Told = 4;
    private readonly string module;
    private readonly List<Action> taken = [];
    private readonly List<string> matched = [], missing = [], misfit = [];
    private readonly HashSet<string> known = [];

    internal StateFit(Module module, IReadOnlyDictionary<string, Tensor> state)
    {
        if (state is null)
            throw new NablaException("load", "the state is null; tensors by path were expected. Read them with SafeTensors.Load, or take another module's State().");
        Tensor.CheckGiven("load", state);
        this.module = module.GetType().Name;
        foreach (var names in module.Names())
            Fit(names.Key, [.. names], state);
        Report = new(matched, missing, [.. state.Keys.Where(k => !known.Contains(k))], misfit);
    }

    internal LoadReport Report { get; }

    /// <summary>Itself, or an error that names all that does not fit.</summary>
    internal StateFit Complete() => Report.Complete ? this
        : throw new DataException("load", $"the checkpoint does not fit {module}: {Words([.. Report.Problems])}. Check that it belongs to this model.");

    // All of a few; of weights that are another model's, hundreds, the first.
    private static string Words(string[] problems) => problems.Length <= 2 * Told ? string.Join("; ", problems)
        : $"{string.Join("; ", problems[..Told])}; and {problems.Length - Told:N0} more";

    /// <summary>Takes all that fits.</summary>
    internal void Take()
    {
        foreach (var take in taken)
            take();
    }

    private void Fit(object owner, string[] names, IReadOnlyDictionary<string, Tensor> state)
    {
        known.UnionWith(names);
        string[] present = [.. names.Where(state.ContainsKey)];
        if (present.Length == 0)
        {
            missing.Add(names[0]);
            if (owner is ModuleBuffer counter && names.Any(n => BatchNorm.IsCounter(n) && state.ContainsKey(BatchNorm.MeanBeside(n))))
                taken.Add(counter.Reset);
            return;
        }

        var value = state[present[0]];
        if (value.DType.IsStorage())
            value = value.To(DType.F32);                            // it stores, a module computes
        var (shape, fits, types, assign) = owner is Parameter p
            ? (p.Shape, value.DType.IsFloat(), "F32 or F64", (Action<Tensor>)p.Assign)
            : (((ModuleBuffer)owner).Shape, ((ModuleBuffer)owner).Takes(value.DType), ((ModuleBuffer)owner).Types, ((ModuleBuffer)owner).Assign);
        if (value.Shape != shape)
            misfit.Add($"{present[0]} has shape {value.Shape}, {shape} was expected");
        else if (!fits)
            misfit.Add($"{present[0]} has type {value.DType}, {types} was expected");
        else if (present.Skip(1).FirstOrDefault(n => !Same(state[n], value)) is { } other)
            misfit.Add($"{other} differs from {present[0]}, to which it is tied");
        else
        {
            matched.AddRange(present);
            taken.Add(() => assign(value));
        }
    }

    private static bool Same(Tensor a, Tensor b) =>
        ReferenceEquals(a, b) || (a.Shape == b.Shape && a.To(DType.F64).ToArray<double>().AsSpan().SequenceEqual(b.To(DType.F64).ToArray<double>()));
}
