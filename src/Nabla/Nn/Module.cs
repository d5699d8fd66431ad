namespace Nabla.Nn;

/// <summary>A part of a network: parameters, buffers and sub-modules under names.</summary>
public abstract class Module
{
    private Members? members;
    private ModulePaths? paths;
    private bool frozen;

    /// <summary>Parameters, buffers and sub-modules under the names that checkpoints use. Read once, so it must always be the same.</summary>
    protected internal abstract Members Members { get; }

    /// <summary>When set, the module and all below it evaluate and get no gradient; gradients still pass through to their inputs.</summary>
    /// <remarks>
    /// Setting it sets all modules below, and a part may then be set otherwise: <c>model.Frozen = true; model.Head.Frozen = false;</c>
    /// trains the head alone. A parameter that several modules list is frozen as long as any of these is.
    /// </remarks>
    public bool Frozen
    {
        get => frozen;
        set
        {
            if (frozen != value)
                foreach (var m in Own)
                    m.Parameter?.CountFrozenModule(value ? 1 : -1);
            frozen = value;
            foreach (var m in Own)
                m.Module?.Frozen = value;
        }
    }

    /// <summary>The members, checked once.</summary>
    internal Members Own => members ??= Members.Checked(this);

    /// <summary>Where the modules below stand; made once.</summary>
    internal ModulePaths Paths => paths ??= new(this);

    /// <summary>Every parameter under its path, in the order of <see cref="Members"/>; a shared one once, under its first path.</summary>
    public IEnumerable<(string Path, Parameter Parameter)> Parameters() =>
        Walk("").Where(m => m.Member.Parameter is not null).Select(m => (m.Path, m.Member.Parameter!)).DistinctBy(m => m.Item2, ReferenceEqualityComparer.Instance);

    /// <summary>Every buffer under its path, in the order of <see cref="Members"/>; a shared one once, under its first path.</summary>
    public IEnumerable<(string Path, ModuleBuffer Buffer)> Buffers() =>
        Walk("").Where(m => m.Member.Buffer is not null).Select(m => (m.Path, m.Member.Buffer!)).DistinctBy(m => m.Item2, ReferenceEqualityComparer.Instance);

    /// <summary>Every module below this one under its path, in the order of <see cref="Members"/>; a shared one once, under its first path.</summary>
    public IEnumerable<(string Path, Module Module)> Modules() =>
        Walk("").Where(m => m.Member.Module is not null).Select(m => (m.Path, m.Member.Module!)).DistinctBy(m => m.Item2, ReferenceEqualityComparer.Instance);

    /// <summary>Every parameter and buffer with all its paths, the first of which is its name in checkpoints.</summary>
    internal IEnumerable<IGrouping<object, string>> Names() =>
        Walk("").Where(m => m.Member.Module is null && (m.Member.Parameter ?? (object?)m.Member.Buffer) is not null)
            .GroupBy(m => m.Member.Parameter ?? (object)m.Member.Buffer!, m => m.Path, ReferenceEqualityComparer.Instance);

    /// <summary>How many numbers it learns.</summary>
    public long ParameterCount => Parameters().Sum(p => p.Parameter.Shape.Count);

    /// <summary>Gives every parameter and buffer its first value. It depends on the seed and the parameter's path alone.</summary>
    public void Init(ulong seed)
    {
        foreach (var (path, p) in Parameters())
            p.Init(seed, path);
        foreach (var (_, b) in Buffers())
            b.Reset();
    }

    /// <summary>The values of parameters and buffers by path, for saving. They are the module's own: they change as it learns.</summary>
    public Dictionary<string, Tensor> State()
    {
        var state = Parameters().ToDictionary(p => p.Path, p => p.Parameter.Value);
        foreach (var (path, b) in Buffers())
            state.Add(path, b.Value);
        return state;
    }

    /// <summary>Takes values from a checkpoint by their names; of what is tied, any of its names will do.</summary>
    /// <param name="state">Tensors by path, as <see cref="State"/> gives them.</param>
    /// <param name="strict">Whether everything must fit: then an error names what is of another shape or type, missing or unknown, and nothing changes. Else all that fits is taken.</param>
    /// <remarks>
    /// Parameters and floating buffers become what the state is: F32, or F64, which makes it a module of F64 (convert it back with
    /// <see cref="To"/>). BF16 and F16, which only store, are taken as F32. Batch norm's <c>num_batches_tracked</c> may be missing,
    /// as from PyTorch before 0.4, and becomes 0.
    /// </remarks>
    /// <returns>What was taken and what was not.</returns>
    public LoadReport Load(IReadOnlyDictionary<string, Tensor> state, bool strict = true)
    {
        var fit = new StateFit(this, state);
        (strict ? fit.Complete() : fit).Take();
        return fit.Report;
    }

    internal void CheckFits(IReadOnlyDictionary<string, Tensor> state) => new StateFit(this, state).Complete();

    /// <summary>Converts all parameters, and all buffers of a floating type, to F32 or F64. Make optimizers afterwards: their state has the type of the parameters.</summary>
    public void To(DType type)
    {
        if (!type.IsFloat())
            throw new DTypeException("to", $"{GetType().Name} cannot learn in {type}. F32 or F64 was expected.");
        using var scope = new Scope();
        foreach (var (_, p) in Parameters())
            p.Assign(p.Value.To(type));
        foreach (var (_, b) in Buffers())
            if (b.Takes(type))
                b.Assign(b.Value.To(type));
    }

    /// <summary>Reports what the module and those below it compute, and the gradients of their parameters, as long as the current scope lasts.</summary>
    /// <remarks>Scopes opened inside it are observed too; other threads are not. Dispose the result to stop earlier. Paths begin at this module.</remarks>
    /// <example><code>
    /// using var tape = Tape.Start();
    /// using (model.Observe(observer)) …
    /// </code></example>
    public IDisposable Observe(IObserver observer) => new Observation(this, observer);

    // Depth first, each member before those below it.
    private IEnumerable<(string Path, Member Member)> Walk(string prefix)
    {
        foreach (var m in Own)
        {
            string path = prefix.Length == 0 ? m.Name : $"{prefix}.{m.Name}";
            yield return (path, m);
            if (m.Module is { } child)
                foreach (var below in child.Walk(path))
                    yield return below;
        }
    }
}
