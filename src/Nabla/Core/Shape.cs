using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The sizes of a tensor's dimensions, outermost first: <c>[64, 1, 28, 28]</c>. At most eight; none means a scalar.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most dimensions a tensor can have.</summary>
    public const int MaxRank = 8;

    [InlineArray(MaxRank)]
    private struct Sizes
    {
        private int first;
    }

    private readonly Sizes sizes;

    /// <summary>A shape from its sizes; an error if one is negative, there are more than eight, or the product overflows.</summary>
    public Shape(ReadOnlySpan<int> sizes)
        : this(sizes, "shape")
    {
    }

    /// <summary>The same, with errors in the name of <paramref name="op"/>.</summary>
    internal Shape(ReadOnlySpan<int> sizes, string op)
    {
        if (sizes.Length > MaxRank)
            throw new ShapeException(op, $"{sizes.Length} dimensions given, at most {MaxRank} are supported. Merge some with Reshape.");
        Rank = sizes.Length;
        Count = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0)
                throw new ShapeException(op, $"size {sizes[i]} of dimension {i} is negative. Sizes are 0 or more.");
            this.sizes[i] = sizes[i];
            try
            {
                Count = checked(Count * sizes[i]);
            }
            catch (OverflowException)
            {
                throw new ShapeException(op, $"({string.Join(", ", sizes.ToArray())}) has more elements than 2^63. Check the sizes.");
            }
        }
    }

    /// <summary>For collection expressions: <c>Shape s = [2, 3];</c>.</summary>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>How many dimensions there are.</summary>
    public int Rank { get; }

    /// <summary>How many elements there are: the product of the sizes, 1 for a scalar.</summary>
    public long Count { get; }

    /// <summary>The size of dimension <paramref name="axis"/>; negative axes count from the end.</summary>
    public int this[int axis] => sizes[Axis(axis, "shape")];

    /// <summary>The size counted from the end: <c>shape[^1]</c>.</summary>
    public int this[Index axis] => this[axis.GetOffset(Rank)];

    /// <summary>A non-negative axis from one that may count from the end, or an error in the name of <paramref name="op"/>.</summary>
    public int Axis(int axis, string op)
    {
        int a = axis < 0 ? axis + Rank : axis;
        return (uint)a < (uint)Rank ? a
            : throw new RangeException(op, $"axis {axis} does not exist in shape {this}. " + (Rank == 0 ? "A scalar has none: name none, or give it one with Unsqueeze(0)." : $"Use {-Rank} to {Rank - 1}."));
    }

    /// <summary>The sizes, copied.</summary>
    public int[] ToArray()
    {
        var a = new int[Rank];
        for (int i = 0; i < a.Length; i++)
            a[i] = sizes[i];
        return a;
    }

    /// <summary>The same shape with one size replaced.</summary>
    public Shape With(int axis, int size)
    {
        Span<int> s = stackalloc int[Rank];
        CopyTo(s);
        s[Axis(axis, "shape")] = size;
        return new(s);
    }

    /// <summary>Copies the sizes.</summary>
    public void CopyTo(Span<int> target)
    {
        for (int i = 0; i < Rank; i++)
            target[i] = sizes[i];
    }

    /// <summary>For <c>foreach</c> and collection expressions.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    /// <summary>The shape that both broadcast to (NumPy's rule), or an error in the name of <paramref name="op"/>.</summary>
    public static Shape Broadcast(string op, in Shape a, in Shape b)
    {
        if (a == b)
            return a;
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> s = stackalloc int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int x = i <= a.Rank ? a[^i] : 1, y = i <= b.Rank ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                throw new ShapeException(op, $"shapes {a} and {b} do not broadcast: sizes {x} and {y}, {i} from the end, differ and neither is 1. Reshape or expand one operand.");
            s[rank - i] = x == 1 ? y : x;
        }

        return new(s, op);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank)
            return false;
        for (int i = 0; i < Rank; i++)
            if (sizes[i] != other.sizes[i])
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape s && Equals(s);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, Count);

    /// <summary>True when ranks and sizes agree.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>True when ranks or sizes differ.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>As in a paper: <c>(64, 1, 28, 28)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", ToArray())})";
}
