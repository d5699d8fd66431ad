namespace Nabla.Backends.Cpu;

/// <summary>The tiles of 4×4 output pixels, and of 6×6 input pixels under them, of a convolution, numbered over all images.</summary>
internal readonly unsafe struct WinogradTiles(in Correlation window)
{
    private const int Size = 4, Seen = 6;

    private readonly Correlation _window = window;
    private readonly int _down = (window.OutHeight + Size - 1) / Size, _across = (window.OutWidth + Size - 1) / Size;

    public int Count => checked(_window.Images * _down * _across);

    /// <summary>Transforms the tiles first to end (exclusive): plane, tile, channel, with channels <paramref name="lane"/> floats apart.</summary>
    public void Transform(int first, int end, float* to, nint lane, nint plane, float* zeros, float* work, bool stream)
    {
        float** taps = stackalloc float*[Seen * Seen];
        for (int tile = first; tile < end; tile++, to += lane)
        {
            Locate(tile, zeros, taps);
            WinogradKernels.Input(taps, _window.Channels, Size * _window.XColumn, to, plane, work, stream);
        }
    }

    /// <summary>Transforms the gradients of the outputs of one tile: plane, then panels <paramref name="panel"/> floats apart, each with its channels.</summary>
    public void TransformGradient(int tile, float* to, nint panel, nint plane, float* zeros, float* work, bool stream)
    {
        float** pixels = stackalloc float*[Size * Size];
        var y = Pixels(tile);
        for (int i = 0; i < Size; i++)
            for (int j = 0; j < Size; j++)
                pixels[i * Size + j] = i < y.Rows && j < y.Columns ? y.Data + i * y.Row + j * y.Pixel : zeros;
        for (int first = 0; first < _window.Outputs; first += Tiles.Columns, to += panel)
            WinogradKernels.OutputGradient(pixels, first, Math.Min(Tiles.Columns, _window.Outputs - first), Size * _window.YPixel, to, plane, work, stream);
    }

    /// <summary>The output pixels of a tile that lie in the image.</summary>
    public WinogradPixels Pixels(int tile)
    {
        var (n, row, column) = At(tile);
        return new()
        {
            Data = _window.Pixel(n, row, column),
            Row = _window.YRow,
            Pixel = _window.YPixel,
            Rows = Math.Min(Size, _window.OutHeight - row),
            Columns = Math.Min(Size, _window.OutWidth - column),
        };
    }

    private (int Image, int Row, int Column) At(int tile)
    {
        var (line, column) = Math.DivRem(tile, _across);
        var (n, row) = Math.DivRem(line, _down);
        return (n, row * Size, column * Size);
    }

    /// <summary>Where the pixels under a tile lie; zeros where it leaves the image.</summary>
    private void Locate(int tile, float* zeros, float** taps)
    {
        var (n, row, column) = At(tile);
        row += _window.Top;
        column += _window.Left;
        float* image = _window.X + n * _window.XImage + column * _window.XColumn;
        for (int i = row; i < row + Seen; i++)
            for (int j = 0; j < Seen; j++)
                *taps++ = (uint)i < (uint)_window.Height && (uint)(column + j) < (uint)_window.Width ? image + i * _window.XRow + j * _window.XColumn : zeros;
    }
}
