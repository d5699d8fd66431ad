namespace Nabla.Backends.Cpu;

/// <summary>The rows of pixels under each window of a convolution, copied so that they do not fall into the same lines of the cache.</summary>
/// <remarks>
/// A tile reads one number under each of fourteen windows at a time. Where these lie a multiple of 4 KB apart, as with 1024 channels
/// or with 512 and a stride of 2, all fourteen contend for one line of each of the nearest cache's twelve ways.
/// </remarks>
internal unsafe struct PixelsApart
{
    /// <summary>Bytes after which addresses fall into the same set, and floats that lead out of it.</summary>
    private const int Period = 4096, Gap = 16;

    /// <summary>Output channels that repay the copy.</summary>
    private const int MinOutputs = 128;

    private Correlation _from, _to;

    /// <summary>The same sum over such a copy, in the calling thread's work space, where it helps; else itself.</summary>
    /// <remarks>In the copy a row of taps is one pixel of KernelW · Channels channels, so weights that are packed for the window serve.</remarks>
    public static Correlation Of(in Correlation window)
    {
        bool copiesFew = window.KernelW == 1 || window.StrideW > 1;
        if (!copiesFew || window is not { XChannel: 1, Outputs: >= MinOutputs } || window.StrideW * window.RowPixel * sizeof(float) % Period != 0)
            return window;
        var to = window;
        (to.Channels, to.KernelW, to.StrideW, to.Width) = (window.RowLength, 1, 1, window.OutWidth);
        (to.StrideH, to.Height) = window.KernelH == 1 ? (1, window.OutHeight) : (window.StrideH, window.InputRows(window.OutHeight));
        (to.Top, to.Left) = (0, 0);
        to.XColumn = window.RowLength + Gap;
        to.XRow = to.XColumn * to.Width;
        to.XImage = to.XRow * to.Height;
        to.X = Scratch.Get(Scratch.Pixels, to.XImage * window.Images);
        var job = new PixelsApart { _from = window, _to = to };
        Workers.For(window.Images * to.Height, &Row, &job);
        return to;
    }

    private static void Row(void* state, int chunk)
    {
        var job = (PixelsApart*)state;
        ref readonly Correlation from = ref job->_from, to = ref job->_to;
        var (n, row) = Math.DivRem(chunk, to.Height);
        int i = from.Top + row * (from.StrideH / to.StrideH);
        float* y = to.X + n * to.XImage + row * to.XRow;
        for (int j = 0; j < to.Width; j++, y += to.XColumn)
            for (int kx = 0, column = from.Left + j * from.StrideW; kx < from.KernelW; kx++, column++)
            {
                var pixel = new Span<float>(y + kx * from.Channels, from.Channels);
                if ((uint)i < (uint)from.Height && (uint)column < (uint)from.Width)
                    new ReadOnlySpan<float>(from.X + n * from.XImage + i * from.XRow + column * from.XColumn, from.Channels).CopyTo(pixel);
                else
                    pixel.Clear();
            }
    }
}
