namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The tensor repeated as a whole, so many times along each axis; PyTorch's <c>repeat</c> and <c>tile</c>.</summary>
    /// <remarks>With fewer numbers than axes they are for the last axes, with more the tensor gets new first axes. dx sums over the repeats.</remarks>
    public Tensor Tile(params ReadOnlySpan<int> repeats)
    {
        var y = this;
        while (y.Shape.Rank < repeats.Length)
            y = y.Unsqueeze(0);
        for (int i = 1; i <= repeats.Length; i++)
            y = y.Repeated("tile", y.Shape.Rank - i, repeats[^i], each: false);
        return y;
    }

    /// <summary>Each position of an axis repeated in place: a a b b c c.</summary>
    /// <remarks>dx sums over the repeats.</remarks>
    public Tensor RepeatInterleave(int repeats, int axis) =>
        Repeated("repeat_interleave", Shape.Axis(axis, "repeat_interleave"), repeats, each: true);

    // A new axis beside the repeated one, expanded without copying and merged into it, which copies.
    private Tensor Repeated(string op, int axis, int repeats, bool each)
    {
        if (repeats < 0)
            throw new RangeException(op, $"{repeats} repeats asked for along axis {axis} of shape {Shape}. Use 0 or more.");
        if (repeats == 1)
            return this;
        int outer = 1, size = Shape[axis], inner = 1;
        for (int i = 0; i < Shape.Rank; i++)
        {
            outer = AxisSize(op, (long)outer * (i < axis ? Shape[i] : 1), 0);
            inner = AxisSize(op, (long)inner * (i > axis ? Shape[i] : 1), 2);
        }

        var grown = Shape.With(axis, AxisSize(op, (long)size * repeats, axis));
        return each
            ? Reshape(outer, size, 1, inner).Expand([outer, size, repeats, inner]).Reshape(grown)
            : Reshape(outer, 1, size, inner).Expand([outer, repeats, size, inner]).Reshape(grown);
    }
}
