namespace Nabla.Backends.Cpu;

/// <summary>
/// The gradient of a convolution's input where it has few channels, as in a network's first layer: the gradients of patches,
/// dy (pixels, O) · w (O, kh·kw·C), a row of outputs at a time, are added onto the image while they lie in the cache.
/// </summary>
/// <remarks>
/// (kx, channel) fills vectors that three channels alone do not: 147 of 160 lanes for 7×7×3, instead of 3 of 16 as a correlation. Chunks
/// are images, or bands of their rows, which compute again what they share: no two write the same row. Their bounds depend on shapes alone.
/// </remarks>
internal unsafe struct PatchGradient : IJob
{
    /// <summary>Chunks to aim at, and rows of a band for each row of the window, lest bands compute much again.</summary>
    private const int TargetChunks = 8, MinBand = 4;

    private Correlation _window;
    private Matrix _weights;
    private int _bands;

    /// <summary>Where a patch's numbers fill vectors so much better than the channels that this repays the additions; strides keep neighbours from being computed as one.</summary>
    public static bool Suits(in Correlation window) =>
        window is { StrideH: > 1, StrideW: > 1, XChannel: 1 } && window.XColumn == window.Channels
        && 4L * Vectors(window.Depth) < 3L * window.KernelH * window.KernelW * Vectors(window.Channels);

    /// <summary>Writes all X of <paramref name="window"/> from its Y. Weights (O, C, kh, kw) have the given steps.</summary>
    public static void Run(in Correlation window, float* w, nint output, nint channel, nint row, nint column)
    {
        nint width = (window.Depth + Tiles.Lanes - 1) / Tiles.Lanes * Tiles.Lanes;
        var job = new PatchGradient { _window = window, _bands = 1 };
        while (job._bands * window.Images < TargetChunks && window.Height / (2 * job._bands) >= MinBand * window.KernelH)
            job._bands *= 2;
        float* packed = Scratch.Get(Scratch.Weights, window.Outputs * width);
        job._weights = new(packed, window.Outputs, window.Depth, width, 1);
        for (int o = 0; o < window.Outputs; o++, packed += width)
            for (int ky = 0, i = 0; ky < window.KernelH; ky++)
                for (int kx = 0; kx < window.KernelW; kx++)
                    for (int c = 0; c < window.Channels; c++)
                        packed[i++] = w[o * output + c * channel + ky * row + kx * column];
        Workers.For(window.Images * job._bands, ref job);
    }

    private static int Vectors(int count) => (count + Tiles.Lanes - 1) / Tiles.Lanes;

    public readonly void Run(int chunk)
    {
        var (n, band) = Math.DivRem(chunk, _bands);
        int from = (int)((long)_window.Height * band / _bands), to = (int)((long)_window.Height * (band + 1) / _bands);
        for (int row = from; row < to; row++)
            new Span<float>(Row(n, row), _window.Width * _window.Channels).Clear();

        float* patches = Scratch.Get(Scratch.Patches, _window.OutWidth * _weights.Row);
        // Output row i sees the input rows from i·stride + Top on.
        int first = Math.Max(0, (from - _window.Top - _window.KernelH + _window.StrideH) / _window.StrideH), last = Math.Min(_window.OutHeight - 1, (to - 1 - _window.Top) / _window.StrideH);
        for (int i = first; i <= last; i++)
        {
            int top = i * _window.StrideH + _window.Top;
            TileProduct.Run(new(_window.Pixel(n, i, 0), _window.OutWidth, _window.Outputs, _window.YPixel, 1), _weights, null, new(patches, _window.OutWidth, _window.Depth, _weights.Row, 1), inline: true);
            for (int ky = Math.Max(0, from - top); ky < Math.Min(_window.KernelH, to - top); ky++)
                Add(patches + ky * _window.RowLength, Row(n, top + ky));
        }
    }

    private readonly float* Row(int n, int row) => _window.X + n * _window.XImage + row * _window.XRow;

    /// <summary>Adds one row of taps of all patches onto a row of the image. Those that overlap are added in turns, lest one waits for the stores of another.</summary>
    private readonly void Add(float* patch, float* row)
    {
        int stride = _window.StrideW, turns = (_window.KernelW + stride - 1) / stride;
        // The patches that lie in the image as a whole.
        int first = Math.Min(_window.OutWidth, (Math.Max(0, -_window.Left) + stride - 1) / stride), seen = _window.Width - _window.KernelW - _window.Left;
        int end = seen < 0 ? first : Math.Clamp(seen / stride + 1, first, _window.OutWidth);
        for (int j = 0; j < first; j++)
            AddPart(patch, row, j);
        for (int turn = first; turn < Math.Min(end, first + turns); turn++)
            PatchKernels.Add(
                row + (turn * stride + _window.Left) * _window.Channels, turns * stride * _window.Channels,
                patch + turn * _weights.Row, turns * _weights.Row, (end - turn + turns - 1) / turns, _window.RowLength);
        for (int j = end; j < _window.OutWidth; j++)
            AddPart(patch, row, j);
    }

    private readonly void AddPart(float* patch, float* row, int j)
    {
        int column = j * _window.StrideW + _window.Left, from = Math.Max(0, -column), to = Math.Min(_window.KernelW, _window.Width - column);
        if (from < to)
            Floats.Add(row + (column + from) * _window.Channels, patch + j * _weights.Row + from * _window.Channels, (to - from) * _window.Channels);
    }
}
