namespace Nabla.Backends.Cpu;

/// <summary>
/// A 1×1 convolution and the depthwise one behind it (the inverted bottleneck of Sandler et al. 2018) in one sweep over the rows of
/// an image: the expanded rows live in a buffer that stays in the second-level cache, and are never written to memory.
/// </summary>
/// <remarks>
/// Both sums are those of <see cref="DirectConvolution"/> and <see cref="Depthwise"/>: the same bits. A chunk is an image or a part of
/// its rows; rows that windows of two chunks see are expanded twice.
/// </remarks>
internal unsafe struct ExpandedDepthwise : IJob
{
    /// <summary>Expanded rows that a chunk holds.</summary>
    private const long BufferBytes = 384 * 1024;

    /// <summary>Chunks to aim at, and the rows of a part for each that is expanded twice.</summary>
    private const int TargetChunks = 16, RowsForOneTwice = 8;

    /// <summary>Pixels of an image that repay reading the weights for each image anew.</summary>
    private const int MinPixels = 784;

    /// <summary>Floats after each row, lest pixels of two rows fall into the same lines of the cache.</summary>
    private const int Gap = 16;

    private Correlation _expand;
    private WeightPanels _panels;
    private float* _bias;
    private Pointwise? _activation;
    private Storage _source;
    private Depthwise _depthwise;
    private int _parts, _partRows, _groupRows;

    private readonly nint RowStep => _expand.YRow;

    private readonly int OutHeight => _depthwise.Y.Shape[2];

    /// <summary>Computes what <paramref name="depthwise"/> makes of the expanded pixels, its input, where this saves more than it repeats; else false.</summary>
    /// <param name="window">The 1×1 convolution, of which the output is not set.</param>
    /// <param name="panels">Its weights, unpacked, and its bias.</param>
    /// <param name="bias">Its bias, or null.</param>
    /// <param name="source">What keeps the weights packed.</param>
    /// <param name="activation">Applied to the expanded pixels.</param>
    /// <param name="depthwise">The depthwise convolution, of which the input is not set.</param>
    internal static bool TryRun(Correlation window, WeightPanels panels, float* bias, Storage source, Pointwise? activation, in Depthwise depthwise)
    {
        (window.OutHeight, window.OutWidth) = (window.Height, window.Width);
        (window.YPixel, window.YRow) = (window.Outputs, window.Width * window.Outputs + Gap);
        var job = new ExpandedDepthwise { _expand = window, _panels = panels, _bias = bias, _activation = activation, _source = source, _depthwise = depthwise };
        if (!job.Plan())
            return false;
        panels.Window = window.Fold();
        var packed = panels.Pack(source);
        if (packed is null)
            return false;                                       // each chunk would pack them anew
        Workers.For(window.Images * job._parts, ref job);
        GC.KeepAlive(packed);
        return true;
    }

    private bool Plan()
    {
        var rows = _depthwise.Rows;
        if (_expand.Images == 0 || OutHeight == 0 || _expand.Height * _expand.Width < MinPixels)
            return false;
        _partRows = Divide(OutHeight, Math.Min(OutHeight, Divide(TargetChunks, _expand.Images)));
        _parts = Divide(OutHeight, _partRows);
        int held = (int)Math.Min(_expand.Height, BufferBytes / (RowStep * sizeof(float)));
        _groupRows = (held - rows.Taps) / rows.Step + 1;
        return held >= rows.Taps + rows.Step && (_parts == 1 || _partRows * rows.Step >= RowsForOneTwice * (rows.Taps - rows.Step));
    }

    public readonly void Run(int chunk)
    {
        var (n, part) = Math.DivRem(chunk, _parts);
        var rows = _depthwise.Rows;
        int last = Math.Min(OutHeight, (part + 1) * _partRows), first = 0, end = 0;     // of the expanded rows that are held
        float* buffer = Scratch.Get(Scratch.Expanded, RowStep * ((_groupRows - 1) * rows.Step + rows.Taps));
        for (int i = part * _partRows; i < last; i += _groupRows)
        {
            int until = Math.Min(last, i + _groupRows);
            int from = Math.Clamp(i * rows.Step + rows.Start, 0, _expand.Height), to = Math.Clamp((until - 1) * rows.Step + rows.Start + rows.Taps, from, _expand.Height);
            int kept = Math.Max(0, end - from);
            if (kept > 0)
                new ReadOnlySpan<float>(buffer + (from - first) * RowStep, checked((int)(kept * RowStep))).CopyTo(new(buffer, checked((int)(kept * RowStep))));
            if (to > from + kept)
                Expand(n, from + kept, to, buffer + kept * RowStep);
            (first, end) = (from, to);
            var sweep = _depthwise.Over(buffer - first * RowStep, RowStep, _expand.Outputs);
            for (int row = i; row < until; row++)
                sweep.Row(n, row);
        }
    }

    private readonly void Expand(int n, int from, int to, float* y)
    {
        var rows = _expand;
        rows.X += n * rows.XImage;
        (rows.Images, rows.Top, rows.OutHeight) = (1, from, to - from);
        rows.Y = y;
        DirectConvolution.Run(rows, _panels, _bias, _source, new(_activation));
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
