namespace Nabla;

/// <summary>The axes that a reduction runs over.</summary>
/// <param name="Kept">The shape with size 1 at those axes.</param>
/// <param name="Left">The shape without them.</param>
/// <param name="Count">How many elements go into one result.</param>
internal readonly record struct ReducedAxes(Shape Kept, Shape Left, long Count)
{
    /// <summary>The named axes of a shape, or all when none is named.</summary>
    internal static ReducedAxes Of(string op, in Shape shape, ReadOnlySpan<int> axes)
    {
        int mask = axes.Length == 0 ? -1 : 0;
        foreach (int axis in axes)
        {
            int bit = 1 << shape.Axis(axis, op);
            if ((mask & bit) != 0)
                throw new RangeException(op, $"axis {axis} is named twice for shape {shape}. Name each axis once.");
            mask |= bit;
        }

        Span<int> kept = stackalloc int[shape.Rank], left = stackalloc int[shape.Rank];
        int n = 0;
        long count = 1;
        for (int i = 0; i < kept.Length; i++)
        {
            bool reduced = (mask & 1 << i) != 0;
            kept[i] = reduced ? 1 : shape[i];
            count *= reduced ? shape[i] : 1;
            if (!reduced)
                left[n++] = shape[i];
        }

        return new(new(kept), new(left[..n]), count);
    }
}
