using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Elements between neighbours along each dimension; 0 repeats one element (broadcasting).</summary>
[InlineArray(Shape.MaxRank)]
public struct Strides
{
    private long first;

    /// <summary>Row-major strides: the last dimension is contiguous.</summary>
    public static Strides RowMajor(in Shape shape)
    {
        Strides s = default;
        long step = 1;
        for (int i = shape.Rank - 1; i >= 0; i--)
        {
            s[i] = step;
            step *= shape[i];
        }

        return s;
    }

    /// <summary>Strides of a (N, C, …) shape stored as (N, …, C): what images use.</summary>
    public static Strides ChannelsLast(in Shape shape)
    {
        Strides s = default;
        s[1] = 1;
        long step = shape[1];
        for (int i = shape.Rank - 1; i >= 0; i--)
            if (i != 1)
            {
                s[i] = step;
                step *= shape[i];
            }

        return s;
    }
}
