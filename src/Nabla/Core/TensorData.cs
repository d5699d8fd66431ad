namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>A tensor of the given elements, row-major.</summary>
    public static unsafe Tensor Of<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        if (values.Length != shape.Count)
            throw new ShapeException("tensor", $"{values.Length} values given for shape {shape}, which has {shape.Count} elements. Give as many values as elements.");
        var t = Result(shape, DTypeFacts.Of<T>());
        values.CopyTo(new Span<T>(t.View.Data<T>(), values.Length));
        GC.KeepAlive(t);
        return t;
    }

    /// <summary>A vector of the given elements.</summary>
    public static Tensor Of<T>(params T[] values) where T : unmanaged => Of<T>(values, [values.Length]);

    /// <summary>A tensor of one value throughout.</summary>
    public static Tensor Full(Shape shape, double value, DType type = DType.F32)
    {
        var t = Result(shape, type);
        t.Backend.Fill(t.View, value);
        GC.KeepAlive(t);
        return t;
    }

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.F32) => Full(shape, 0, type);

    /// <summary>Ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.F32) => Full(shape, 1, type);

    /// <summary>The elements in row-major order. <typeparamref name="T"/> must be the tensor's own element type.</summary>
    public unsafe T[] ToArray<T>() where T : unmanaged
    {
        if (DTypeFacts.Of<T>() != DType)
            throw new DTypeException("ToArray", $"asked for {typeof(T).Name} elements of a {DType} tensor. Convert it first, or ask for the type it has.");
        if (Shape.Count > Array.MaxLength)
            throw new ShapeException("ToArray", $"shape {Shape} has more elements than an array can hold. Take slices.");
        var result = new T[Shape.Count];
        var dense = Contiguous();
        new ReadOnlySpan<T>(dense.View.Data<T>(), result.Length).CopyTo(result);
        GC.KeepAlive(dense);
        return result;
    }

    /// <summary>The value of a tensor of one element.</summary>
    public double Item()
    {
        if (Shape.Count != 1)
            throw new ShapeException("Item", $"shape {Shape} has {Shape.Count} elements, not one. Reduce it first, for example with Mean().");
        using var scope = new Scope();
        return To(DType.F64).ToArray<double>()[0];
    }

    /// <summary>The same values in another element type.</summary>
    public Tensor To(DType type)
    {
        if (type == DType)
            return this;
        var y = Result(Shape, type);
        Device.For(DType.F64).Copy(View, y.View);
        return Records(this) && type.IsFloat() ? y.From(new ToNode(this)) : y;
    }

    /// <summary>Itself when row-major, else a row-major copy.</summary>
    public Tensor Contiguous()
    {
        if (View.IsContiguous)
            return this;
        var y = Result(Shape, DType);
        Backend.Copy(View, y.View);
        return Records(this) ? y.From(new ToNode(this)) : y;
    }
}

internal sealed class ToNode(Tensor x) : Node(x)
{
    private readonly DType type = x.DType;

    public override string Name => "to";

    protected internal override void Backward(Tensor dy) => Give(0, dy.To(type));
}
