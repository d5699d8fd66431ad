namespace Nabla.Tests.Proof;

/// <summary>Ways to lay the same elements out in memory. Gaps hold NaN or 255, so that reading one shows.</summary>
internal enum Layout
{
    RowMajor,

    /// <summary>Dense, last dimension outermost.</summary>
    Reversed,

    /// <summary>Inside a larger block: an offset, and a gap after every row.</summary>
    Sliced,

    /// <summary>Every second element along the last dimension.</summary>
    Strided,

    /// <summary>(N, C, H, W) stored as (N, H, W, C).</summary>
    ChannelsLast,
}

internal static class Layouts
{
    /// <summary>The layouts other than row-major that differ from it for a shape.</summary>
    internal static IEnumerable<Layout> Of(Shape shape) => Enum.GetValues<Layout>().Where(l => l switch
    {
        Layout.RowMajor => false,
        Layout.Reversed => shape.Rank >= 2,
        Layout.ChannelsLast => shape.Rank == 4,
        _ => shape.Rank >= 1,
    });

    /// <summary>A tensor of the input's elements in a layout.</summary>
    internal static Tensor Place(Input input, DType run, Layout layout)
    {
        var shape = input.Shape;
        var (strides, offset) = Strides(shape, layout);
        long size = offset + 1;
        for (int i = 0; i < shape.Rank; i++)
            size += Math.Max(0, shape[i] - 1) * strides[i];
        var block = new double[size];
        Array.Fill(block, input.Type is null ? double.NaN : 255);
        for (long i = 0; i < shape.Count; i++)
            block[offset + Position(shape, strides, i)] = input.Values[i];
        var dense = Tensor.Of<double>(block).To(input.TypeIn(run));
        return new(dense.View.As(shape, strides, offset));
    }

    private static (Strides Strides, long Offset) Strides(Shape shape, Layout layout)
    {
        Strides s = default;
        long step = layout == Layout.Strided ? 2 : 1;
        IEnumerable<int> innermostFirst = layout switch
        {
            Layout.Reversed => Enumerable.Range(0, shape.Rank),
            Layout.ChannelsLast => [1, 3, 2, 0],
            _ => Enumerable.Range(0, shape.Rank).Reverse(),
        };
        foreach (int axis in innermostFirst)
        {
            s[axis] = step;
            step *= Math.Max(1, shape[axis]);
            if (layout == Layout.Sliced)
                step += 3;
        }

        return (s, layout is Layout.Sliced or Layout.Strided ? 5 : 0);
    }

    private static long Position(in Shape shape, in Strides strides, long index)
    {
        long at = 0;
        for (int i = shape.Rank - 1; i >= 0; index /= shape[i--])
            at += index % shape[i] * strides[i];
        return at;
    }
}
