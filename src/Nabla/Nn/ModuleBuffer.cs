namespace Nabla.Nn;

/// <summary>A tensor that a module carries along and checkpoints save, but that no gradient changes: running statistics.</summary>
public sealed class ModuleBuffer
{
    private readonly double first;

    /// <summary>A buffer of one value throughout, which <c>Init</c> gives it again; of F32, or of an integer type, which it keeps.</summary>
    public ModuleBuffer(Shape shape, double value = 0, DType type = DType.F32)
    {
        first = value;
        Value = Tensor.Persistent(shape, type);
        Reset();
    }

    /// <summary>Its shape.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>Its value.</summary>
    public Tensor Value { get; private set; }

    /// <summary>Copies a new value in; the type becomes the value's, where both are F32 or F64.</summary>
    public void Assign(Tensor source)
    {
        if (source.Shape != Shape)
            throw new ShapeException("assign", $"a value of shape {source.Shape} was given for a buffer of shape {Shape}. The shapes must agree.");
        if (!Takes(source.DType))
            throw new DTypeException("assign", $"a value of type {source.DType} was given for a buffer of type {Value.DType} and shape {Shape}. Convert with To.");
        if (Value.DType != source.DType)
            Value = Tensor.Persistent(Shape, source.DType);
        Value.Write(source);
    }

    /// <summary>True for the types that it can become.</summary>
    internal bool Takes(DType type) => type == Value.DType || (type.IsFloat() && Value.DType.IsFloat());

    /// <summary>Those types, for messages.</summary>
    internal string Types => Value.DType.IsFloat() ? "F32 or F64" : $"{Value.DType}";

    internal void Reset()
    {
        using var scope = new Scope();
        Value.Write(Tensor.Full(Shape, first, Value.DType));
    }

    /// <summary>Its value.</summary>
    public static implicit operator Tensor(ModuleBuffer b) => b.Value;
}
