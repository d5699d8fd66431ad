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

    /// <summary>The sums (kh·kw, C), in the calling thread's work space.</summary>
    internal float* Run()
    {
        var job = this;
        long rows = (long)Dy.Shape[0] * Dy.Shape[2];
        job._parts = (int)Math.Min(Parts, Math.Max(1, rows));
        job._sums = Scratch.Get(Scratch.Partial, (long)job._parts * Size);
        Workers.For(job._parts, ref job);
        for (int part = 1; part < job._parts; part++)
            Floats.Add(job._sums, job._sums + (nint)part * Size, Size);
        return job._sums;
    }

    public readonly void Run(int part)
    {
        float* sums = _sums + (nint)part * Size;
        new Span<float>(sums, Size).Clear();
        int height = Dy.Shape[2];
        long rows = (long)Dy.Shape[0] * height;
        for (int row = (int)(rows * part / _parts), end = (int)(rows * (part + 1) / _parts); row < end; row++)
            Row(row / height, row % height, sums);
    }

    private readonly void Row(int n, int i, float* sums)
    {
        float* dy = Dy.Data + n * Dy.Strides[0] + i * Dy.Strides[2];
        int channels = X.Shape[1], width = Dy.Shape[3];
        nint xPixel = (nint)X.Strides[3], dyPixel = (nint)Dy.Strides[3];
        for (int ky = 0; ky < Rows.Taps; ky++)
        {
            if (!Rows.TryAt(i, ky, out int row))
                continue;
            float* x = X.Data + n * X.Strides[0] + row * X.Strides[2];
            for (int kx = 0; kx < Columns.Taps; kx++)
            {
                var (from, to) = Columns.Seen(kx, width);
                if (from >= to)
                    continue;
                float* first = x + (from * Columns.Step + Columns.Start + kx * Columns.TapStep) * xPixel;
                DepthwiseKernels.AddProducts(first, Columns.Step * xPixel, dy + from * dyPixel, dyPixel, to - from, sums + (nint)(ky * Columns.Taps + kx) * channels, channels);
            }
        }
    }
}
