namespace Nabla.Backends.Reference;

/// <summary>The lines of a shape along one axis: for each, where it starts in a view.</summary>
internal readonly struct Lines(Shape shape, int axis)
{
    /// <summary>How many there are; none when the axis is empty.</summary>
    internal int Count { get; } = checked((int)(shape[axis] == 0 ? 0 : shape.Count / shape[axis]));

    /// <summary>The first element of a line, counted from the view's first.</summary>
    internal long Start(in View v, long line)
    {
        var strides = v.Strides;
        long at = 0;
        for (int d = shape.Rank - 1; d >= 0; d--)
            if (d != axis)
            {
                at += line % shape[d] * strides[d];
                line /= shape[d];
            }

        return at;
    }
}
