namespace Nabla.Nn;

/// <summary>A tensor that learns. Its shape is known at once; its value comes from <c>Init</c> or a checkpoint.</summary>
public sealed class Parameter(Shape shape, Initializer initializer)
{
    private Tensor? value;
    private bool frozen;
    private WeightPacking packing;
    private int frozenModules;

    /// <summary>Its shape.</summary>
    public Shape Shape => shape;

    /// <summary>Its value, or an error when it has none yet.</summary>
    public Tensor Value => value ?? throw new NablaException("parameter", $"a parameter of shape {shape} has no value yet. Call Init(seed) on the model, or load a checkpoint; if you did, list the parameter in its module's Members.");

    /// <summary>True when it has a value.</summary>
    public bool HasValue => value is not null;

    /// <summary>True when it gets no gradient: set here, or in any of the modules that list it.</summary>
    public bool Frozen
    {
        get => frozen || frozenModules > 0;
        set
        {
            frozen = value;
            Mark();
        }
    }

    /// <summary>Whether weight decay (<c>ParameterGroups.DecayMatricesOnly</c>) and penalties without a pattern take it, as they do weights, but not biases nor the gains and shifts of norms.</summary>
    /// <remarks>The module that makes it says so; where it says nothing, of two dimensions or more it does.</remarks>
    public bool Decays { get; init; } = shape.Rank > 1;

    /// <summary>In what form products of few rows read it off the tape; F32 unless set. <see cref="Nn.Packing.Pack"/> sets it by path.</summary>
    /// <remarks>Only <see cref="Tensor.Linear"/> with the whole parameter or some of its rows as weight asks for it, and only in F32 on the CPU; elsewhere it changes nothing.</remarks>
    public WeightPacking Packing
    {
        get => packing;
        set
        {
            if (!Enum.IsDefined(value))
                throw new RangeException("packing", $"{(int)value} is no form of weights; F32, BF16 or Int8 was expected. Give one.");
            packing = value;
            Mark();
        }
    }

    /// <summary>True when it was set here, whatever the modules that list it are.</summary>
    internal bool FrozenByItself => frozen;

    /// <summary>The parameter of another module that shall be used, or null; an error where its shape does not fit.</summary>
    internal static Parameter? Tied(string op, Parameter? tied, in Shape shape) => tied is null || tied.Shape == shape ? tied
        : throw new ShapeException(op, $"a parameter of shape {tied.Shape} cannot be shared as a weight of shape {shape}. The shapes must agree.");

    /// <summary>Copies a new value in; the type becomes the value's. Tensors that were saved for backward notice.</summary>
    public void Assign(Tensor source)
    {
        if (source.Shape != shape)
            throw new ShapeException("assign", $"a value of shape {source.Shape} was given for a parameter of shape {shape}. The shapes must agree.");
        if (!source.DType.IsFloat())
            throw new DTypeException("assign", $"a value of type {source.DType} was given for a parameter of shape {shape}; F32 or F64 was expected. Convert with To.");
        if (value is null || value.DType != source.DType)
            value = Tensor.Persistent(shape, source.DType);
        Mark();
        value.Write(source);
    }

    /// <summary>Takes note that a module that lists it was frozen (+1) or released (−1).</summary>
    internal void CountFrozenModule(int change)
    {
        frozenModules += change;
        Mark();
    }

    internal void Init(ulong seed, string path)
    {
        using var scope = new Scope();
        Assign(initializer(shape, new Philox(seed, Philox.StableHash(path))));
    }

    private void Mark()
    {
        if (value is null)
            return;
        value.Trainable = !Frozen;
        var storage = value.View.Storage;
        if ((storage.Narrow?.Form ?? WeightPacking.F32) != packing)
            storage.Narrow = packing == WeightPacking.F32 || shape.Rank < 2 || shape.Count == 0 ? null : new(packing, shape[0], (int)(shape.Count / shape[0]));
    }

    /// <summary>Its value.</summary>
    public static implicit operator Tensor(Parameter p) => p.Value;
}
