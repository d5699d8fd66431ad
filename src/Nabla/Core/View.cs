namespace Nabla;

/// <summary>How a tensor reads its storage: type, shape, strides and offset. What backends compute on.</summary>
public readonly struct View
{
    internal View(Storage storage, DType type, in Shape shape, in Strides strides, long offset)
        : this(storage, storage.Generation, type, shape, strides, offset)
    {
    }

    private View(Storage storage, int generation, DType type, in Shape shape, in Strides strides, long offset)
    {
        Storage = storage;
        Generation = generation;
        DType = type;
        Shape = shape;
        Strides = strides;
        Offset = offset;
    }

    internal Storage Storage { get; }

    internal int Generation { get; }

    /// <summary>The element type.</summary>
    public DType DType { get; }

    /// <summary>The logical shape.</summary>
    public Shape Shape { get; }

    /// <summary>Elements between neighbours.</summary>
    public Strides Strides { get; }

    /// <summary>Where the first element lies, in elements.</summary>
    public long Offset { get; }

    /// <summary>The first element's address. Throws when the scope that owned the memory has ended.</summary>
    public unsafe nint Address
    {
        get
        {
            if (Storage.Generation != Generation)
                throw new ReleasedException($"this {DType} tensor of shape {Shape} " + (Storage.Loader is { } loader
                    ? $"is from a batch of the {loader}, which has moved on and fills that memory with a later batch. Copy it with Keep() or ToArray() before asking for the next batch."
                    : "was used after its scope ended and its memory was returned. Call Keep() on it inside the scope."));
            return Storage.Pointer + (nint)(Offset * DType.Size());
        }
    }

    /// <summary>The first element as a typed pointer.</summary>
    public unsafe T* Data<T>() where T : unmanaged => (T*)Address;

    /// <summary>True when elements lie in row-major order without gaps.</summary>
    public bool IsContiguous => HasStrides(Strides.RowMajor(Shape));

    /// <summary>True for (N, C, H, W) stored densely as (N, H, W, C).</summary>
    public bool IsChannelsLast => Shape.Rank == 4 && HasStrides(Strides.ChannelsLast(Shape));

    /// <summary>True for (N, C, …) where the channels of a pixel are neighbours.</summary>
    internal bool HasChannelsTogether => Strides[1] == 1 || Shape[1] == 1;

    /// <summary>True when strides agree wherever there is more than one element.</summary>
    internal bool HasStrides(in Strides other)
    {
        if (Shape.Count == 0)
            return true;
        for (int i = 0; i < Shape.Rank; i++)
            if (Shape[i] != 1 && Strides[i] != other[i])
                return false;
        return true;
    }

    /// <summary>True when one element of memory stands for several, as after an expansion.</summary>
    internal bool Repeats
    {
        get
        {
            for (int i = 0; i < Shape.Rank; i++)
                if (Strides[i] == 0 && Shape[i] > 1)
                    return true;
            return false;
        }
    }

    /// <summary>True when the elements fill a block of memory exactly once, in whatever order.</summary>
    public bool IsDense
    {
        get
        {
            if (IsContiguous || IsChannelsLast)
                return true;
            Span<int> axes = stackalloc int[Shape.Rank];                // of more than one element, innermost first
            int n = 0;
            for (int i = 0; i < Shape.Rank; i++)
            {
                if (Shape[i] == 1)
                    continue;
                int at = n++;
                for (; at > 0 && Strides[axes[at - 1]] > Strides[i]; at--)
                    axes[at] = axes[at - 1];
                axes[at] = i;
            }

            long step = 1;
            for (int i = 0; i < n; step *= Shape[axes[i++]])
                if (Strides[axes[i]] != step)
                    return false;
            return true;
        }
    }

    /// <summary>The same memory under another shape and strides.</summary>
    internal View As(in Shape shape, in Strides strides, long offset) => new(Storage, Generation, DType, shape, strides, offset);

    /// <summary>The same elements in row-major order under another shape of as many elements, if strides can express it.</summary>
    /// <remarks>
    /// Neighbouring dimensions form a block when they are evenly spaced as one: the outer's stride is the inner's size
    /// times its stride. Each block must be covered by whole dimensions of the new shape.
    /// </remarks>
    internal bool TryReshape(in Shape shape, out View view)
    {
        view = As(shape, Strides.RowMajor(shape), Offset);
        if (Shape.Count == 0 || Shape.Rank == 0)
            return true;
        Strides strides = default;
        int to = shape.Rank - 1;
        long step = Strides[Shape.Rank - 1], block = 1;
        for (int from = Shape.Rank - 1; from >= 0; from--)
        {
            block *= Shape[from];
            if (from > 0 && (Shape[from - 1] == 1 || Strides[from - 1] == block * step))
                continue;                                       // the next dimension belongs to the same block
            long covered = 1;
            for (; to >= 0 && (covered < block || shape[to] == 1); to--)
            {
                strides[to] = covered * step;
                covered *= shape[to];
            }

            if (covered != block)
                return false;
            if (from > 0)
                (step, block) = (Strides[from - 1], 1);
        }

        view = As(shape, strides, Offset);
        return true;
    }

    /// <summary>The same memory, broadcast to a larger shape by zero strides.</summary>
    public View Expand(in Shape shape)
    {
        if (shape == Shape)
            return this;
        Strides s = default;
        int lead = shape.Rank - Shape.Rank;
        for (int i = lead; i < shape.Rank; i++)
            s[i] = Shape[i - lead] == 1 ? 0 : Strides[i - lead];
        return As(shape, s, Offset);
    }

    /// <summary>The same memory with one axis in reverse order.</summary>
    internal View Flip(int axis)
    {
        var strides = Strides;
        strides[axis] = -Strides[axis];
        return As(Shape, strides, Offset + Math.Max(0, Shape[axis] - 1) * Strides[axis]);
    }
}
