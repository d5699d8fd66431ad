namespace Nabla.Nn;

/// <summary>A tensor that learns. Its shape is known at once; its value comes from <c>Init</c> or a checkpoint.</summary>
public sealed class Parameter(Shape shape, Initializer initializer)
{
    private Tensor? value;
    private bool frozen;

    /// <summary>Its shape.</summary>
    public Shape Shape => shape;

    /// <summary>Its value, or an error when it has none yet.</summary>
    public Tensor Value => value ?? throw new NablaException("parameter", $"a parameter of shape {shape} has no value yet. Call Init(seed) on the model, or load a checkpoint.");

    /// <summary>True when it has a value.</summary>
    public bool HasValue => value is not null;

    /// <summary>When set, it gets no gradient.</summary>
    public bool Frozen
    {
        get => frozen;
        set
        {
            frozen = value;
            if (this.value is not null)
                this.value.Trainable = !value;
        }
    }

    /// <summary>Copies a new value in. Tensors that were saved for backward notice.</summary>
    public void Assign(Tensor source)
    {
        if (source.Shape != shape)
            throw new ShapeException("assign", $"a value of shape {source.Shape} was given for a parameter of shape {shape}. The shapes must agree.");
        if (value is null || value.DType != source.DType)
            value = Tensor.Persistent(shape, source.DType);
        value.Trainable = !frozen;
        value.Write(source);
    }

    internal void Init(ulong seed, string path)
    {
        using var scope = new Scope();
        Assign(initializer(shape, new Philox(seed, Philox.StableHash(path))));
    }

    /// <summary>Its value.</summary>
    public static implicit operator Tensor(Parameter p) => p.Value;
}
