namespace Nabla.Backends.Cpu;

/// <summary>dw[c, ky, kx] = Σ x·dy over the pixels that a tap has seen, in parts of rows that are added in order at the end.</summary>
internal unsafe struct DepthwiseWeightGradient : IJob
{
    /// <summary>Partial sums. Their number depends on the shape alone, so threads do not change the result.</summary>
    private const int Parts = 16;

    internal Image X, Dy;
    internal Reach Rows, Columns;
    private float* _sums;
    private int _parts;

    private readonly int Size => Rows.Taps * Columns.Taps * X.Shape[1];

    /// <summary>Floats of a part: its sums, and as many as a row of taps has for what no tap sees.</summary>
    private readonly int PartLength => Size + Columns.Taps * X.Shape[1];

    /// <summary>True where pixels of dy see neighbours of x, under three rows of three taps side by side.</summary>
    private readonly bool SharesLoads => Rows.Taps == NeighbourKernels.Taps && Columns is { Taps: NeighbourKernels.Taps, Step: 1, Period: 1, TapStep: 1 };

    /// <summary>The sums (kh·kw, C), in the calling thread's work space.</summary>
    internal float* Run()
    {
        var job = this;
        long rows = (long)Dy.Shape[0] * Dy.Shape[2];
        job._parts = (int)Math.Min(Parts, Math.Max(1, rows));
        job._sums = Scratch.Get(Scratch.Partial, (long)job._parts * PartLength);
        Workers.For(job._parts, ref job);
        for (int part = 1; part < job._parts; part++)
            Floats.Add(job._sums, job._sums + (nint)part * PartLength, Size);
        return job._sums;
    }

    public readonly void Run(int part)
    {
        float* sums = _sums + (nint)part * PartLength;
        new Span<float>(sums, PartLength).Clear();
        int height = Dy.Shape[2];
        long rows = (long)Dy.Shape[0] * height;
        for (int row = (int)(rows * part / _parts), end = (int)(rows * (part + 1) / _parts); row < end; row++)
            Row(row / height, row % height, sums);
    }

    private readonly void Row(int n, int i, float* sums)
    {
        float* image = X.Data + n * X.Strides[0], dy = Dy.Data + n * Dy.Strides[0] + i * Dy.Strides[2];
        int channels = X.Shape[1], width = Dy.Shape[3];
        nint xPixel = (nint)X.Strides[3], dyPixel = (nint)Dy.Strides[3];
        var (done, end) = SharesLoads ? Together(image, dy, i, sums) : (0, 0);
        if (done == 0 && end == width)
            return;
        for (int ky = 0; ky < Rows.Taps; ky++)
        {
            if (!Rows.TryAt(i, ky, out int row))
                continue;
            float* x = image + row * X.Strides[2];
            for (int kx = 0; kx < Columns.Taps; kx++)
            {
                var (from, to) = Columns.Seen(kx, width);
                for (int side = 0; side < 2; side++)                    // of what is done
                {
                    int first = side == 0 ? from : Math.Max(from, end), pixels = (side == 0 ? Math.Min(to, done) : to) - first;
                    if (pixels > 0)
                        DepthwiseKernels.AddProducts(
                            x + (first * Columns.Step + Columns.Start + kx * Columns.TapStep) * xPixel, Columns.Step * xPixel, dy + first * dyPixel, dyPixel, pixels,
                            sums + (nint)(ky * Columns.Taps + kx) * channels, channels);
                }
            }
        }
    }

    /// <summary>Row i under all taps at once; the pixels, from … to, for which that was done: those that lose at most a column of taps to the border.</summary>
    private readonly (int From, int To) Together(float* image, float* dy, int i, float* sums)
    {
        int channels = X.Shape[1], width = Dy.Shape[3], last = -1;
        nint xRow = (nint)X.Strides[2], xPixel = (nint)X.Strides[3], dyPixel = (nint)Dy.Strides[3];
        var (from, to) = Columns.Inside(0, width);
        for (int ky = 0; ky < NeighbourKernels.Taps; ky++)
            if (Rows.TryAt(i, ky, out int row))
                last = row;
        if (from >= to || last < 0)
            return (0, 0);

        // A row of taps outside the image takes another row's pixels, for sums that nobody reads.
        nint* at = stackalloc nint[NeighbourKernels.Taps];
        float** under = stackalloc float*[NeighbourKernels.Taps];
        for (int ky = 0; ky < NeighbourKernels.Taps; ky++)
        {
            bool seen = Rows.TryAt(i, ky, out int row);
            at[ky] = (seen ? row : last) * xRow;
            under[ky] = seen ? sums + ky * NeighbourKernels.Taps * channels : sums + Size;
        }

        bool before = from > 0 && Columns.TryAt(from - 1, 1, out _) && Columns.TryAt(from - 1, 2, out _);
        bool after = to < width && Columns.TryAt(to, 0, out _) && Columns.TryAt(to, 1, out _);
        NeighbourKernels.AddProducts(new()
        {
            X = image + at[0] + (from + Columns.Start) * xPixel,
            Second = at[1] - at[0],
            Third = at[2] - at[0],
            NextX = image + (last + Rows.Step) * xRow,
            XStep = xPixel,
            Dy = dy + from * dyPixel,
            NextDy = dy + Dy.Strides[2],
            DyStep = dyPixel,
            Sums0 = under[0],
            Sums1 = under[1],
            Sums2 = under[2],
            SumStep = channels,
            Channels = channels,
            Pixels = to - from,
            Before = before,
            After = after,
        });
        return (before ? from - 1 : from, after ? to + 1 : to);
    }
}
