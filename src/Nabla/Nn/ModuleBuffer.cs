namespace Nabla.Nn;

/// <summary>A tensor that a module carries along and checkpoints save, but that no gradient changes: running statistics.</summary>
public sealed class ModuleBuffer
{
    private readonly double first;
    private readonly DType made;
    private Tensor? value;

    /// <summary>A buffer of one value throughout, which <c>Init</c> gives it again; of F32, or of an integer type, which it keeps.</summary>
    public ModuleBuffer(Shape shape, double value = 0, DType type = DType.F32) => (Shape, first, made) = (shape, value, type);

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>Its value. Memory is taken when it is first asked for, so that a model costs nothing until it is used.</summary>
    public Tensor Value => value ?? Interlocked.CompareExchange(ref value, First(), null) ?? value;

    /// <summary>Copies a new value in; the type becomes the value's, where both are F32 or F64.</summary>
    public void Assign(Tensor source)
    {
        if (source.Shape != Shape)
            throw new ShapeException("assign", $"a value of shape {source.Shape} was given for a buffer of shape {Shape}. The shapes must agree.");
        if (!Takes(source.DType))
            throw new DTypeException("assign", $"a value of type {source.DType} was given for a buffer of type {DType} and shape {Shape}. Convert with To.");
        if (value is null || value.DType != source.DType)
            value = Tensor.Persistent(Shape, source.DType);
        value.Write(source);
    }

    /// <summary>True for the types that it can become.</summary>
    internal bool Takes(DType type) => type == DType || (type.IsFloat() && DType.IsFloat());

    /// <summary>Those types, for messages.</summary>
    internal string Types => DType.IsFloat() ? "F32 or F64" : $"{DType}";

    internal void Reset() => Fill(Value);

    private DType DType => value?.DType ?? made;

    private Tensor First() => Fill(Tensor.Persistent(Shape, made));

    private Tensor Fill(Tensor to)
    {
        using var scope = new Scope();
        to.Write(Tensor.Full(Shape, first, to.DType));
        return to;
    }

    /// <summary>Its value.</summary>
    public static implicit operator Tensor(ModuleBuffer b) => b.Value;
}
