namespace Nabla.Backends.Cpu;

/// <summary>Two images whose pixels have their channels together, and the windows by which pixels of one see the other.</summary>
internal readonly unsafe struct PoolGrid
{
    /// <summary>Numbers read that are worth a chunk.</summary>
    private const long ChunkSize = 16_384;

    internal readonly float* X, Y;
    internal readonly nint XImage, XRow, XPixel, YImage, YRow, YPixel;
    internal readonly int Images, Channels, Height, Width, OutHeight, OutWidth;

    /// <summary>The numbers of pixels among their window's, row by row.</summary>
    internal PlaceNumbers InWindow => new(_window.Padding.H * _window.Kernel.W + _window.Padding.W, _window.Kernel.W, _window.Stride.H * _window.Kernel.W, _window.Stride.W);

    /// <summary>The numbers of pixels in the plane.</summary>
    internal PlaceNumbers InPlane => new(0, Width, 0, 0);

    private readonly Window _window;

    internal PoolGrid(in View x, in View y, in Window window)
    {
        X = x.Data<float>();
        Y = y.Data<float>();
        (XImage, XRow, XPixel) = ((nint)x.Strides[0], (nint)x.Strides[2], (nint)x.Strides[3]);
        (YImage, YRow, YPixel) = ((nint)y.Strides[0], (nint)y.Strides[2], (nint)y.Strides[3]);
        (Images, Channels, Height, Width) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        (OutHeight, OutWidth) = (y.Shape[2], y.Shape[3]);
        _window = window;
    }

    /// <summary>
    /// True for windows of 2×2, or of 3×3 that begin a pixel earlier, at every second pixel, over whole vectors: each block of 2×2 pixels then lies in one
    /// window, and at most its last row and column in the next ones too.
    /// </summary>
    internal bool HasBlocks => (_window is { Stride: (2, 2), Kernel: (2, 2), Padding: (0, 0) } or { Stride: (2, 2), Kernel: (3, 3), Padding: (1, 1) })
        && Height == 2 * OutHeight && Width == 2 * OutWidth && Channels % 16 == 0;

    /// <summary>True where neighbouring windows share a row or a column.</summary>
    internal bool Overlaps => _window.Kernel.H > _window.Stride.H;

    /// <summary>1 over the pixels in a window.</summary>
    internal float Share => 1f / (_window.Kernel.H * _window.Kernel.W);

    /// <summary>Rows of either side, of this height and width, that one chunk takes.</summary>
    internal int RowsPerChunk(int width) =>
        (int)Math.Max(1, ChunkSize / Math.Max(1, (long)width * Channels * Math.Max(1, _window.Kernel.H * _window.Kernel.W / (_window.Stride.H * _window.Stride.W))));

    /// <summary>Rows of blocks that one chunk takes.</summary>
    internal int BlocksPerChunk => Math.Max(1, RowsPerChunk(Width) / 2);

    internal int BlockChunks => (int)(((long)Images * OutHeight + BlocksPerChunk - 1) / BlocksPerChunk);

    internal int Chunks(int height, int width) => (int)(((long)Images * height + RowsPerChunk(width) - 1) / RowsPerChunk(width));

    internal Range RowsUnder(int outRow) => Under(outRow, _window.Kernel.H, _window.Stride.H, _window.Padding.H, Height);

    internal Range ColumnsUnder(int outColumn) => Under(outColumn, _window.Kernel.W, _window.Stride.W, _window.Padding.W, Width);

    /// <summary>The output rows whose windows cover an input row.</summary>
    internal Range RowsOver(int row) => Over(row, _window.Kernel.H, _window.Stride.H, _window.Padding.H, OutHeight);

    internal Range ColumnsOver(int column) => Over(column, _window.Kernel.W, _window.Stride.W, _window.Padding.W, OutWidth);

    private static Range Under(int at, int kernel, int stride, int padding, int size)
    {
        int start = at * stride - padding;
        return new(Math.Max(0, start), Math.Min(size, start + kernel));
    }

    private static Range Over(int at, int kernel, int stride, int padding, int size)
    {
        int from = at + padding - kernel;                           // a window that starts here ends just before
        return new(from < 0 ? 0 : (int)((uint)from / (uint)stride) + 1, Math.Min(size, (int)((uint)(at + padding) / (uint)stride) + 1));
    }

    /// <summary>Positions from … to, exclusive.</summary>
    internal readonly record struct Range(int From, int To)
    {
        internal int Count => Math.Max(0, To - From);
    }
}
