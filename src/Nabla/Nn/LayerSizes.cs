namespace Nabla.Nn;

/// <summary>What the options of layers must be.</summary>
internal static class LayerSizes
{
    /// <summary>The shape of a parameter; an error in the layer's name unless every size is 1 or more.</summary>
    internal static Shape Of(string layer, params ReadOnlySpan<(string Name, int Size)> sizes)
    {
        var shape = new int[sizes.Length];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = sizes[i].Size >= 1 ? sizes[i].Size
                : throw new RangeException(layer, $"{sizes[i].Name} is {sizes[i].Size}, 1 or more was expected. Check the layer's options.");
        return new(shape);
    }

    /// <summary>A size that has no parameter; an error in the layer's name unless it is 1 or more.</summary>
    internal static int Size(string layer, string name, int size, int least = 1) => size >= least ? size
        : throw new RangeException(layer, $"{name} is {size}, {least} or more was expected. Check the layer's options.");

    /// <summary>An option that is a number; an error in the layer's name unless it is finite.</summary>
    internal static double Finite(string layer, string name, double value) => double.IsFinite(value) ? value
        : throw new RangeException(layer, $"{name} {value} is not possible. Give a finite number.");

    /// <summary>An error unless a window can move so.</summary>
    internal static void CheckWindow(string layer, int stride, int padding, int dilation, bool same = true)
    {
        _ = Size(layer, "stride", stride);
        _ = Size(layer, "dilation", dilation);
        if (!same || padding != Padding.Same)
            _ = Size(layer, "padding", padding, least: 0);
    }

    /// <summary>An error unless so much can be added behind a transposed convolution: below the stride or the dilation, as more than that one more pixel of the input gives.</summary>
    internal static void CheckOutputPadding(string layer, int behind, int stride, int dilation)
    {
        _ = Size(layer, "output padding", behind, least: 0);
        if (behind >= Math.Max(stride, dilation))
            throw new RangeException(layer, $"output padding {behind} is not possible with stride {stride} and dilation {dilation}. Use 0 or more, below the stride or the dilation.");
    }

    /// <summary>Rows and columns of images that a layer enlarges; of what are no images those of one pixel, since the operation then tells what it needs.</summary>
    internal static (int Rows, int Columns) Scaled(string layer, int scale, in Shape images)
    {
        if (images.Rank != 4)
            return (1, 1);
        long rows = (long)scale * images[2], columns = (long)scale * images[3];
        return Math.Max(rows, columns) <= int.MaxValue ? ((int)rows, (int)columns)
            : throw new RangeException(layer, $"scale {scale} makes {rows}×{columns} pixels of images {images}; at most {int.MaxValue} a side are possible. Use a smaller scale.");
    }

    /// <summary>The kernel of a pool; an error unless kernel, stride (0 for the kernel's size) and padding are possible.</summary>
    internal static int Pool(string layer, int kernel, int stride, int padding)
    {
        _ = Size(layer, "kernel", kernel);
        _ = Size(layer, "stride", stride, least: 0);
        _ = Size(layer, "padding", padding, least: 0);
        return padding <= kernel / 2 ? kernel
            : throw new RangeException(layer, $"padding {padding} is over half of kernel {kernel}, so a window could see no pixel. Use at most {kernel / 2}.");
    }

    /// <summary>The last dimensions that a norm is over; an error unless there are some, each of size 1 or more.</summary>
    internal static Shape Normalized(string layer, in Shape shape)
    {
        if (shape.Rank == 0)
            throw new RangeException(layer, "the normalized shape has no dimension, one or more was expected. Name the sizes of the input's last dimensions.");
        foreach (int size in shape.ToArray())
            _ = Size(layer, "a size of the normalized shape", size);
        return shape;
    }

    /// <summary>The parameters of a convolution, transposed or not: kernel^axes for each pair of a channel and an output of one group, and one an output for the bias.</summary>
    internal static long CountParameters(string layer, int channels, int outputs, int kernel, int axes, int groups, bool bias)
    {
        _ = Of(layer, ("channels", channels), ("outputs", outputs), ("kernel", kernel), ("groups", groups));
        CheckGroups(layer, channels, outputs, groups);
        var count = (Int128)kernel * (axes == 2 ? kernel : 1) * (channels / groups) * outputs + (bias ? outputs : 0);       // below 2^125
        return count <= long.MaxValue ? (long)count
            : throw new RangeException(layer, $"{channels} channels, {outputs} outputs and kernel {kernel} make {count} parameters, more than can be counted. Check the layer's options.");
    }

    /// <summary>An error unless the groups divide channels and outputs.</summary>
    internal static void CheckGroups(string layer, int channels, int outputs, int groups)
    {
        if (channels % groups != 0 || outputs % groups != 0)
            throw new RangeException(layer, $"{groups} groups do not divide {channels} channels and {outputs} outputs. Use a divisor of both.");
    }
}
