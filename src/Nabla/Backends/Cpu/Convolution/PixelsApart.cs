namespace Nabla.Backends.Cpu;

/// <summary>The pixels that a 1×1 convolution sees, copied so that they do not fall into the same lines of the cache.</summary>
/// <remarks>
/// A tile reads one number of each of fourteen pixels at a time. Where these lie a multiple of 4 KB apart, as with 1024 channels
/// or with 512 and a stride of 2, all fourteen contend for one line of each of the nearest cache's twelve ways.
/// </remarks>
internal unsafe struct PixelsApart
{
    /// <summary>Bytes after which addresses fall into the same set, and floats that lead out of it.</summary>
    private const int Period = 4096, Gap = 16;

    /// <summary>Output channels that repay the copy.</summary>
    private const int MinOutputs = 128;

    private Correlation _from, _to;

    /// <summary>The same window over such a copy, in the calling thread's work space, where it helps; else itself.</summary>
    public static Correlation Of(in Correlation window)
    {
        if (window is not { KernelH: 1, KernelW: 1, Top: 0, Left: 0, XChannel: 1, Outputs: >= MinOutputs } || window.StrideW * window.XColumn * sizeof(float) % Period != 0)
            return window;
        var to = window;
        (to.StrideH, to.StrideW, to.Height, to.Width) = (1, 1, window.OutHeight, window.OutWidth);
        to.XColumn = window.Channels + Gap;
        to.XRow = to.XColumn * to.Width;
        to.XImage = to.XRow * to.Height;
        to.X = Scratch.Get(Scratch.Pixels, to.XImage * window.Images);
        var job = new PixelsApart { _from = window, _to = to };
        Workers.For(window.Images * window.OutHeight, &Row, &job);
        return to;
    }

    private static void Row(void* state, int chunk)
    {
        var job = (PixelsApart*)state;
        ref readonly Correlation from = ref job->_from, to = ref job->_to;
        var (n, row) = Math.DivRem(chunk, to.Height);
        float* x = from.X + n * from.XImage + row * from.StrideH * from.XRow, y = to.X + n * to.XImage + row * to.XRow;
        for (int j = 0; j < to.Width; j++, x += from.StrideW * from.XColumn, y += to.XColumn)
            new ReadOnlySpan<float>(x, to.Channels).CopyTo(new Span<float>(y, to.Channels));
    }
}
