using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla;

/// <summary>From and to the memory of .NET: spans, arrays of up to four dimensions, arrays of rows.</summary>
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

    /// <summary>A matrix of the given elements.</summary>
    public static Tensor Of<T>(T[,] values) where T : unmanaged => OfBlock<T>(values);

    /// <summary>A tensor of three dimensions of the given elements.</summary>
    public static Tensor Of<T>(T[,,] values) where T : unmanaged => OfBlock<T>(values);

    /// <summary>A tensor of four dimensions of the given elements.</summary>
    public static Tensor Of<T>(T[,,,] values) where T : unmanaged => OfBlock<T>(values);

    /// <summary>A matrix of the given rows, which must be of one length.</summary>
    public static Tensor Of<T>(T[][] rows) where T : unmanaged
    {
        int width = rows.Length == 0 ? 0 : rows[0].Length, odd = Array.FindIndex(rows, r => r.Length != width);
        if (odd >= 0)
            throw new ShapeException("tensor", $"row {odd} has {rows[odd].Length} values, row 0 has {width}. Rows of a matrix are of one length: pad the shorter ones.");
        return Of<T>(rows.Length == 1 ? rows[0] : [.. rows.SelectMany(r => r)], [rows.Length, width]);
    }

    /// <summary>The elements in row-major order. <typeparamref name="T"/> must be the tensor's own element type.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        if (Shape.Count > Array.MaxLength)
            throw new ShapeException("ToArray", $"shape {Shape} has more elements than an array can hold. Take slices.");
        var values = Room<T>("ToArray", Shape.Count);
        Read<T>("ToArray", values);
        return values;
    }

    /// <summary>The elements of a matrix.</summary>
    public T[,] ToArray2D<T>() where T : unmanaged => (T[,])ToBlock<T>("ToArray2D", 2, static s => new T[s[0], s[1]]);

    /// <summary>The elements of a tensor of three dimensions.</summary>
    public T[,,] ToArray3D<T>() where T : unmanaged => (T[,,])ToBlock<T>("ToArray3D", 3, static s => new T[s[0], s[1], s[2]]);

    /// <summary>The elements of a tensor of four dimensions.</summary>
    public T[,,,] ToArray4D<T>() where T : unmanaged => (T[,,,])ToBlock<T>("ToArray4D", 4, static s => new T[s[0], s[1], s[2], s[3]]);

    /// <summary>Copies the elements in row-major order to a span of exactly their number.</summary>
    public void CopyTo<T>(Span<T> target) where T : unmanaged
    {
        if (target.Length != Shape.Count)
            throw new ShapeException("CopyTo", $"the target has {target.Length} places, shape {Shape} has {Shape.Count} elements. Give as many places as elements.");
        Read("CopyTo", target);
    }

    /// <summary>The value of a tensor of one element, as float64; integers beyond 2⁵³ are exact only through <see cref="Item{T}"/>.</summary>
    public double Item()
    {
        One();
        if (DType == DType.F32)
            return Item<float>();
        if (DType == DType.F64)
            return Item<double>();
        using var scope = new Scope();
        return To(DType.F64).Item<double>();
    }

    /// <summary>The value of a tensor of one element. <typeparamref name="T"/> must be the tensor's own element type.</summary>
    public T Item<T>() where T : unmanaged
    {
        One();
        T value = default;
        Read("Item", new Span<T>(ref value));
        return value;
    }

    private void One()
    {
        if (Shape.Count != 1)
            throw new ShapeException("Item", $"shape {Shape} has {Shape.Count} elements, not one. Reduce it first, for example with Mean().");
    }

    private unsafe void Read<T>(string op, Span<T> target) where T : unmanaged
    {
        if (DTypeFacts.Of<T>() != DType)
            throw new DTypeException(op, $"asked for {typeof(T).Name} elements of a {DType} tensor. Convert it first, or ask for the type it has.");
        using var scope = new Scope();
        var dense = Contiguous();
        new ReadOnlySpan<T>(dense.View.Data<T>(), target.Length).CopyTo(target);
        GC.KeepAlive(dense);
    }

    private static Tensor OfBlock<T>(Array values) where T : unmanaged
    {
        Span<int> sizes = stackalloc int[values.Rank];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = values.GetLength(i);
        return Of<T>(Elements<T>(values), new Shape(sizes));
    }

    private Array ToBlock<T>(string op, int rank, Func<Shape, Array> make) where T : unmanaged
    {
        if (Shape.Rank != rank)
            throw new ShapeException(op, $"shape {Shape} has {Shape.Rank} dimensions, not {rank}. Reshape it first, or use ToArray for the flat elements.");
        var values = make(Shape);
        Read(op, Elements<T>(values));
        return values;
    }

    // An array's elements lie in row-major order whatever its rank.
    private static Span<T> Elements<T>(Array values) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
}
