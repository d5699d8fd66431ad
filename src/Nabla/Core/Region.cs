namespace Nabla;

/// <summary>An evenly spaced part of a tensor: along each axis where it starts, how far apart positions are, and how many.</summary>
internal readonly record struct Region(Strides Starts, Strides Steps, Shape Lengths)
{
    /// <summary>The whole of a shape.</summary>
    internal static Region All(in Shape shape)
    {
        Strides steps = default;
        for (int i = 0; i < shape.Rank; i++)
            steps[i] = 1;
        return new(default, steps, shape);
    }

    /// <summary>The same with one axis cut to <paramref name="length"/> positions.</summary>
    internal Region Cut(int axis, int start, int length, int step = 1)
    {
        var (starts, steps) = (Starts, Steps);
        starts[axis] = start;
        steps[axis] = step;
        return new(starts, steps, Lengths.With(axis, length));
    }

    /// <summary>This part of a view.</summary>
    internal View Of(in View v)
    {
        Strides strides = default;
        long offset = v.Offset;
        for (int i = 0; i < Lengths.Rank; i++)
        {
            strides[i] = v.Strides[i] * Steps[i];
            offset += v.Strides[i] * Starts[i];
        }

        return v.As(Lengths, strides, offset);
    }
}
