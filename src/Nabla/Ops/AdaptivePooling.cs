namespace Nabla;

public sealed partial class Tensor
{
    private const int MostCells = 1 << 20;

    /// <summary>The mean over each cell of a grid of rows × columns laid over (N, C, H, W): (N, C, rows, columns).</summary>
    /// <remarks>Cell i of n covers positions ⌊i·H/n⌋ to ⌈(i + 1)·H/n⌉ − 1; where n does not divide H, cells overlap, as those of PyTorch's <c>adaptive_avg_pool2d</c>.</remarks>
    public Tensor AdaptiveAvgPool2d(int rows, int columns)
    {
        CheckGrid("adaptive_avg_pool2d", rows, columns);
        if (Shape[2] % rows == 0 && Shape[3] % columns == 0)
            return AvgPool("adaptive_avg_pool2d", Grid(rows, columns));
        return CellMeans(3, columns).CellMeans(2, rows);
    }

    /// <summary>The maximum over each cell of a grid of rows × columns laid over (N, C, H, W): (N, C, rows, columns).</summary>
    /// <remarks>The cells are those of <see cref="AdaptiveAvgPool2d"/>. The gradient goes to the first maximum of a cell.</remarks>
    public Tensor AdaptiveMaxPool2d(int rows, int columns)
    {
        CheckGrid("adaptive_max_pool2d", rows, columns);
        var x = Disjoint("adaptive_max_pool2d", 2, rows).Disjoint("adaptive_max_pool2d", 3, columns);
        return x.MaxPool("adaptive_max_pool2d", x.Grid(rows, columns));
    }

    /// <summary>The mean of each channel of (N, C, H, W): (N, C). Lin, Chen and Yan 2014, section 3.2.</summary>
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

    private static int Longest(int size, int cells)
    {
        int longest = 0;
        for (int i = 0; i < cells; i++)
            longest = Math.Max(longest, Cell(i, size, cells).End - Cell(i, size, cells).Start);
        return longest;
    }

    // The means of the cells along one axis: (…, size, …) to (…, cells, …).
    private Tensor CellMeans(int axis, int cells)
    {
        int size = Shape[axis], longest = Longest(size, cells);
        var laid = Disjoint("adaptive_avg_pool2d", axis, cells).Unflatten(axis, cells, longest);
        var lengths = new double[cells];
        var surplus = new bool[cells, longest];
        for (int i = 0; i < cells; i++)
        {
            var (start, end) = Cell(i, size, cells);
            lengths[i] = end - start;
            for (int k = end - start; k < longest; k++)
                surplus[i, k] = true;
        }

        // Each element's share before the sum, which so goes no further than the elements; what repeats is set to 0,
        // not multiplied by it, so that an infinity stays in its cells.
        int[] after = axis == 3 ? [] : [1];
        laid /= Of(lengths).To(DType).Reshape([cells, 1, .. after]);
        return laid.MaskedFill(Of(surplus).Reshape([cells, longest, .. after]), 0).Sum(axis + 1);
    }

    // Overlapping cells laid side by side, all of one size: a smaller one repeats its last position.
    private Tensor Disjoint(string op, int axis, int cells)
    {
        int size = Shape[axis];
        if (size % cells == 0)
            return this;
        int longest = Longest(size, cells);
        var from = Room<long>(op, AxisSize(op, (long)cells * longest, axis));
        for (int i = 0; i < from.Length; i++)
        {
            var (start, end) = Cell(i / longest, size, cells);
            from[i] = Math.Min(start + i % longest, end - 1);
        }

        return Gathered(op, axis, AlongAxis(Of(from), axis));
    }

    private void CheckGrid(string op, int rows, int columns)
    {
        CheckImage(op);
        if (rows < 1 || columns < 1)
            throw new RangeException(op, $"a grid of {rows}×{columns} cells was asked for. Use 1 or more each.");
        if (Math.Max(rows, columns) > MostCells)
            throw new RangeException(op, $"a grid of {rows}×{columns} cells was asked for; {MostCells} along an axis are possible. Use fewer.");
        if (Shape[2] == 0 || Shape[3] == 0)
            throw new ShapeException(op, $"the image {Shape} has no pixels. Check the layers before.");
    }
}
