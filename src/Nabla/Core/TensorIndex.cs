namespace Nabla;

/// <summary>One entry of an index such as <c>x[1..3, .., ^1]</c>: a position, a range, all axes in between, or a new axis.</summary>
/// <remarks>Integers (negative ones count from the end), <c>^1</c> and ranges convert by themselves.</remarks>
public readonly struct TensorIndex
{
    internal enum Kind : byte
    {
        Position,
        Range,
        Ellipsis,
        NewAxis,
    }

    private TensorIndex(Kind what, Range range, int step = 1) => (What, Span, Step) = (what, range, step);

    internal Kind What { get; }

    /// <summary>The range; a position is its start.</summary>
    internal Range Span { get; }

    internal int Step { get; }

    /// <summary>All of the axes that the other entries leave: <c>x[TensorIndex.Ellipsis, 0]</c> is PyTorch's <c>x[..., 0]</c>.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis, Range.All);

    /// <summary>A new axis of size 1 at this place.</summary>
    public static TensorIndex NewAxis => new(Kind.NewAxis, Range.All);

    /// <summary>Every <paramref name="step"/>-th position of a range, beginning with its first.</summary>
    public static TensorIndex Slice(Range range, int step) => new(Kind.Range, range, step);

    /// <summary>One position; the axis disappears.</summary>
    public static implicit operator TensorIndex(int position) => position < 0 ? Index.FromEnd(-position) : Index.FromStart(position);

    /// <summary>One position, perhaps from the end; the axis disappears.</summary>
    public static implicit operator TensorIndex(Index position) => new(Kind.Position, position..position);

    /// <summary>A part of an axis; <c>..</c> is all of it.</summary>
    public static implicit operator TensorIndex(Range range) => new(Kind.Range, range);
}
