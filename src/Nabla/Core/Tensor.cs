namespace Nabla;

/// <summary>An immutable n-dimensional array of numbers. Its memory needs no Dispose: see docs/Concepts.md.</summary>
public sealed partial class Tensor
{
    internal Tensor(in View view) => View = view;

    /// <summary>How it reads its memory.</summary>
    public View View { get; }

    /// <summary>The sizes of its dimensions.</summary>
    public Shape Shape => View.Shape;

    /// <summary>Its element type.</summary>
    public DType DType => View.DType;

    /// <summary>Where it lives.</summary>
    public Device Device => Device.Cpu;

    internal Backend Backend => Device.For(DType);

    /// <summary>The operation that made it on a tape; null for constants and parameters.</summary>
    internal Node? Node { get; set; }

    /// <summary>True for the value of a parameter that learns.</summary>
    internal bool Trainable { get; set; }

    /// <summary>An uninitialized result in the current scope, or guarded outside scopes.</summary>
    internal static Tensor Result(in Shape shape, DType type, string op = "tensor") => Result(shape, Strides.RowMajor(shape), type, op);

    /// <summary>The same in a dense layout of its own.</summary>
    internal static Tensor Result(in Shape shape, in Strides strides, DType type, string op = "tensor")
    {
        var s = Memory(shape, type, op);
        if (Scope.Current is { } scope)
            scope.Own(s);
        else
            _ = new StorageGuard(s);
        return new(new View(s, type, shape, strides, 0));
    }

    /// <summary>An uninitialized result in the layout of <paramref name="v"/> when that is dense, so that images stay channels-last.</summary>
    internal static Tensor ResultLike(in View v, DType? type = null, string op = "tensor") =>
        Result(v.Shape, v.IsContiguous || !v.IsDense ? Strides.RowMajor(v.Shape) : v.Strides, type ?? v.DType, op);

    /// <summary>Memory for so many elements, or an error in the name of <paramref name="op"/>.</summary>
    internal static Storage Memory(in Shape shape, DType type, string op)
    {
        var bytes = (Int128)shape.Count * type.Size();
        try
        {
            if (bytes <= BufferPool.MaxBytes)
                return BufferPool.Rent((long)bytes);
        }
        catch (NablaException)
        {
            // The system has no more: said below, with shape and operation.
        }

        throw new ShapeException(op, $"{type} elements of shape {shape} take {bytes} bytes, more memory than this process can have. Check the sizes, or work on parts.");
    }

    /// <summary>A tensor outside every scope: parameters, optimizer state.</summary>
    internal static Tensor Persistent(in Shape shape, DType type)
    {
        var s = Memory(shape, type, "tensor");
        _ = new StorageGuard(s);
        return new(new View(s, type, shape, Strides.RowMajor(shape), 0));
    }

    /// <summary>Moves the memory out of the current scope, so that it outlives it; what lies outside already stays. Returns the value without its history.</summary>
    /// <remarks>A tensor of a batch is copied instead: its memory belongs to the loader, which fills it again.</remarks>
    public Tensor Keep()
    {
        _ = View.Address;
        if (View.Storage.Loader is not null)
        {
            var copy = Persistent(Shape, DType);
            Backend.Copy(View, copy.View);
            GC.KeepAlive(this);
            return copy;
        }

        if (View.Storage.Owner is { } owner && owner == Scope.Current)
            owner.MoveOut(View.Storage);
        return Detach();
    }

    /// <summary>The same value as a constant: no gradient flows through it.</summary>
    public Tensor Detach() => new(View);

    /// <summary>Type, shape and elements, for a person to read.</summary>
    public override string ToString() => TensorText.Of(this);

    /// <summary>True when a tape wants the operation recorded. Keeps the inputs alive until the kernel has run.</summary>
    private static bool Records(Tensor a, Tensor? b = null, Tensor? c = null)
    {
        bool records = Scope.Current?.Records(a, b, c) ?? Scope.NotRecorded(a, b, c);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        return records;
    }

    private Tensor From(Node node)
    {
        Scope.Current!.Record(this, node);
        return this;
    }
}
