using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>What a 1×1 convolution reads where a gate of each image and channel multiplies it: x·gate, a copy that stays in the cache.</summary>
/// <remarks>A chunk makes it for its own band of rows; where several chunks read the same rows, all of them are made first.</remarks>
internal unsafe struct GatedPixels : IWideJob
{
    /// <summary>Floats after each pixel, lest pixels fall into the same lines of the cache.</summary>
    private const int Gap = 16;

    private Correlation _from, _to;
    private float* _gate;

    /// <summary>True for a 1×1 window over pixels whose channels lie together, and dense gates (N, C, 1, 1).</summary>
    internal static bool Suits(in View x, in View gate, in Window window) =>
        window is { Kernel: (1, 1), Stride: (1, 1), Padding: (0, 0) } && x.HasChannelsTogether && x.Strides[1] == 1
        && gate.Strides[1] == 1 && gate.Strides[0] == gate.Shape[1];

    /// <summary>The window over x·gate in the calling thread's work space.</summary>
    internal static Correlation All(in Correlation window, float* gate)
    {
        var job = new GatedPixels { _from = window, _to = Apart(window, Scratch.Pixels, window.Images, window.Height), _gate = gate };
        Workers.ForWide(window.Images * window.Height, ref job);
        return job._to;
    }

    /// <summary>The same for rows from … to of images n … end (exclusive) alone: no others of it may be read.</summary>
    internal static Correlation Band(in Correlation window, float* gate, int n, int end, int from, int to)
    {
        var copy = Apart(window, Scratch.Patches, end - n, to - from);
        copy.X -= n * copy.XImage + from * copy.XRow;
        var job = new GatedPixels { _from = window, _to = copy, _gate = gate };
        for (; n < end; n++)
            for (int row = from; row < to; row++)
                job.Row(n, row);
        return copy;
    }

    private static Correlation Apart(in Correlation window, int slot, int images, int rows)
    {
        var to = window;
        to.XColumn = window.Channels + Gap;
        to.XRow = to.XColumn * window.Width;
        to.XImage = to.XRow * rows;
        to.X = Scratch.Get(slot, to.XImage * images);
        return to;
    }

    public readonly void Run<V>(int chunk) where V : struct, IWide<V>
    {
        var (n, row) = Math.DivRem(chunk, _from.Height);
        Row<V>(n, row);
    }

    private readonly void Row(int n, int row)
    {
        if (Wide512.IsSupported)
            Row<Wide512>(n, row);
        else if (Wide256.IsSupported)
            Row<Wide256>(n, row);
        else
            Row<Wide128>(n, row);
    }

    [MethodImpl(Jit.Kernel)]
    private readonly void Row<V>(int n, int row) where V : struct, IWide<V>
    {
        int channels = _from.Channels;
        float* x = _from.X + n * _from.XImage + row * _from.XRow, y = _to.X + n * _to.XImage + row * _to.XRow, gate = _gate + (nint)n * channels;
        for (int j = 0; j < _from.Width; j++, x += _from.XColumn, y += _to.XColumn)
        {
            int c = 0;
            for (; c + V.Count <= channels; c += V.Count)
                (V.Load(x + c) * V.Load(gate + c)).Store(y + c);
            if (c < channels)
                (V.Load(x + c, channels - c) * V.Load(gate + c, channels - c)).Store(y + c, channels - c);
        }
    }
}
