namespace Nabla.Backends.Reference;

/// <summary>Counts through all indices of a shape in row-major order.</summary>
internal struct Indices(Shape shape)
{
    private readonly Shape shape = shape;
    private Strides index;
    private bool started;

    internal readonly long this[int axis] => index[axis];

    internal bool Next()
    {
        if (!started)
        {
            started = true;
            return shape.Count > 0;
        }

        for (int d = shape.Rank - 1; d >= 0; d--)
        {
            if (++index[d] < shape[d])
                return true;
            index[d] = 0;
        }

        return false;
    }

    /// <summary>The element of <paramref name="v"/> at this index, counted from its first.</summary>
    internal readonly long At(in View v)
    {
        var strides = v.Strides;
        long at = 0;
        for (int d = 0; d < shape.Rank; d++)
            at += index[d] * strides[d];
        return at;
    }
}
