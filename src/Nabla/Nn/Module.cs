namespace Nabla.Nn;

/// <summary>A part of a network: parameters and sub-modules under names.</summary>
public abstract class Module
{
    private Members? members;
    private bool frozen;

    /// <summary>Parameters and sub-modules under the names that checkpoints use.</summary>
    protected internal abstract Members Members { get; }

    /// <summary>Where it stands in the model, such as <c>features.conv1</c>; its type's name at the root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>When set, the module and all below it evaluate and get no gradient.</summary>
    public bool Frozen
    {
        get => frozen;
        set
        {
            frozen = value;
            foreach (var m in Own)
            {
                m.Module?.Frozen = value;
                m.Parameter?.Frozen = value;
            }
        }
    }

    private Members Own => members ??= Members;

    /// <summary>Every parameter under its path, in the order of <see cref="Members"/>; a shared one once, under its first path.</summary>
    public IEnumerable<(string Path, Parameter Parameter)> Parameters()
    {
        var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        return Walk("").Where(p => seen.Add(p.Parameter));
    }

    /// <summary>How many numbers it learns.</summary>
    public long ParameterCount => Parameters().Sum(p => p.Parameter.Shape.Count);

    /// <summary>Gives every parameter its first value. It depends on the seed and the parameter's path alone.</summary>
    public void Init(ulong seed)
    {
        foreach (var (path, p) in Parameters())
            p.Init(seed, path);
    }

    /// <summary>The parameters' values by path, for saving.</summary>
    public Dictionary<string, Tensor> State() => Parameters().ToDictionary(p => p.Path, p => p.Parameter.Value);

    /// <summary>Takes all values from a checkpoint; an error names what is missing, unknown or of another shape, and changes nothing.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = Parameters().ToDictionary(p => p.Path, p => p.Parameter);
        string[] problems = [
            .. own.Keys.Where(k => !state.ContainsKey(k)).Select(k => $"{k} is missing"),
            .. state.Keys.Where(k => !own.ContainsKey(k)).Select(k => $"{k} is unknown"),
            .. own.Where(p => state.TryGetValue(p.Key, out var t) && t.Shape != p.Value.Shape).Select(p => $"{p.Key} has shape {state[p.Key].Shape}, {p.Value.Shape} was expected"),
        ];
        if (problems.Length > 0)
            throw new DataException("load", $"the checkpoint does not fit {GetType().Name}: {string.Join("; ", problems)}. Check that it belongs to this model.");
        foreach (var (path, p) in own)
            p.Assign(state[path]);
    }

    private protected void NamePaths(string path)
    {
        Path = path;
        foreach (var m in Own)
            m.Module?.NamePaths(Join(path, m.Name));
    }

    private IEnumerable<(string Path, Parameter Parameter)> Walk(string prefix)
    {
        foreach (var m in Own)
        {
            if (m.Parameter is { } p)
                yield return (Join(prefix, m.Name), p);
            if (m.Module is { } child)
                foreach (var below in child.Walk(Join(prefix, m.Name)))
                    yield return below;
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}

/// <summary>A module that maps an input to an output.</summary>
public abstract class Module<TIn, TOut> : Module
{
    /// <summary>Computes the output. Errors inside name this module's path.</summary>
    public TOut Forward(TIn input)
    {
        if (Scope.Current is not { } scope)
            return ForwardInOwnScope(input);
        string? outer = scope.ModulePath;
        var mode = scope.Mode;
        if (outer is null)
            NamePaths("");
        string path = Path.Length > 0 ? Path : GetType().Name;
        scope.ModulePath = path;
        if (Frozen)
            scope.Mode = Mode.Evaluate;
        try
        {
            return Compute(input);
        }
        catch (NablaException e) when (e.PassThrough(path))
        {
            throw;
        }
        finally
        {
            (scope.ModulePath, scope.Mode) = (outer, mode);
        }
    }

    /// <summary>The layer's formula.</summary>
    protected abstract TOut Compute(TIn input);

    private TOut ForwardInOwnScope(TIn input)
    {
        using var scope = new Scope();
        var output = Forward(input);
        return output is Tensor t ? (TOut)(object)t.Keep() : output;
    }
}
