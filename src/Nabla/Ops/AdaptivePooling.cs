namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The mean over each cell of a grid of rows × columns laid over (N, C, H, W): (N, C, rows, columns).</summary>
    /// <remarks>Cell i of n covers positions ⌊i·H/n⌋ to ⌈(i + 1)·H/n⌉ − 1; where n does not divide H, cells overlap, as PyTorch's.</remarks>
    public Tensor AdaptiveAvgPool2d(int rows, int columns)
    {
        CheckGrid("adaptive_avg_pool2d", rows, columns);
        if (Shape[2] % rows == 0 && Shape[3] % columns == 0)
            return AvgPool(Grid(rows, columns));
        var across = Reshape(-1, Shape[3]).MatMul(CellMeans(Shape[3], columns).T);
        return CellMeans(Shape[2], rows).MatMul(across.Reshape(Shape.With(3, columns)));

        // (cells, size): each row averages one cell.
        Tensor CellMeans(int size, int cells)
        {
            var a = new double[cells, size];
            for (int i = 0; i < cells; i++)
                for (var (at, end) = Cell(i, size, cells); at < end; at++)
                    a[i, at] = 1.0 / (end - Cell(i, size, cells).Start);
            return Of(a).To(DType);
        }
    }

    /// <summary>The maximum over each cell of a grid of rows × columns laid over (N, C, H, W): (N, C, rows, columns).</summary>
    /// <remarks>The cells are those of <see cref="AdaptiveAvgPool2d"/>. The gradient goes to the first maximum of a cell.</remarks>
    public Tensor AdaptiveMaxPool2d(int rows, int columns)
    {
        CheckGrid("adaptive_max_pool2d", rows, columns);
        var x = Disjoint(2, rows).Disjoint(3, columns);
        return x.MaxPool(x.Grid(rows, columns));
    }

    /// <summary>The mean of each channel of (N, C, H, W): (N, C).</summary>
    public Tensor GlobalAvgPool2d()
    {
        CheckImage("global_avg_pool2d");
        return AdaptiveAvgPool2d(1, 1).Flatten(1);
    }

    /// <summary>The maximum of each channel of (N, C, H, W): (N, C). The gradient goes to the first maximum.</summary>
    public Tensor GlobalMaxPool2d()
    {
        CheckImage("global_max_pool2d");
        return AdaptiveMaxPool2d(1, 1).Flatten(1);
    }

    private static (int Start, int End) Cell(int i, int size, int cells) =>
        ((int)((long)i * size / cells), (int)(((i + 1L) * size + cells - 1) / cells));

    private Window Grid(int rows, int columns)
    {
        var cell = (Shape[2] / rows, Shape[3] / columns);
        return new(cell, cell, (0, 0), (1, 1));
    }

    // Overlapping cells laid side by side, all of one size: a smaller one repeats its last position, which changes no maximum.
    private Tensor Disjoint(int axis, int cells)
    {
        int size = Shape[axis];
        if (size % cells == 0)
            return this;
        int longest = Enumerable.Range(0, cells).Max(i => Cell(i, size, cells).End - Cell(i, size, cells).Start);
        var from = new long[AxisSize("adaptive_max_pool2d", (long)cells * longest, axis)];
        for (int i = 0; i < from.Length; i++)
        {
            var (start, end) = Cell(i / longest, size, cells);
            from[i] = Math.Min(start + i % longest, end - 1);
        }

        return Gathered("adaptive_max_pool2d", axis, AlongAxis(Of(from), axis));
    }

    private void CheckGrid(string op, int rows, int columns)
    {
        CheckImage(op);
        if (rows < 1 || columns < 1)
            throw new RangeException(op, $"a grid of {rows}×{columns} cells was asked for. Use 1 or more each.");
        if (Shape[2] == 0 || Shape[3] == 0)
            throw new ShapeException(op, $"the image {Shape} has no pixels. Check the layers before.");
    }
}
