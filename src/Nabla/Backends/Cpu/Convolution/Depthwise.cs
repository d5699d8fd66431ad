using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>
/// The depthwise correlation y[n, c, i, j] = bias[c] + Σ w[c, ky, kx] · x[n, c, i′, j′] over pixels whose channels lie
/// together: forward, and the gradient of the input, which only asks for other pixels (<see cref="Reach"/>).
/// </summary>
/// <remarks>A chunk is some rows of y; four pixels that see the same taps share each load of a weight.</remarks>
internal unsafe struct Depthwise : IJob
{
    /// <summary>The most taps of a window: their offsets lie on the stack.</summary>
    internal const int MaxTaps = 128;

    /// <summary>Multiply-adds worth a chunk.</summary>
    private const long ChunkWork = 100_000;

    private const int Group = 4;

    internal Image X, Y;

    /// <summary>(kh·kw, C): channels innermost.</summary>
    internal float* Weights;

    internal float* Bias;
    internal Reach Rows, Columns;
    internal Epilogue Epilogue;

    /// <summary>Whether y is stored past the caches.</summary>
    private bool _stream;

    /// <summary>True where pixels of y see neighbours of x, under three taps side by side.</summary>
    private readonly bool SharesLoads => Columns is { Taps: NeighbourKernels.Taps, Step: 1, Period: 1, TapStep: 1 or -1 };

    internal void Run()
    {
        var job = this;
        job._stream = Epilogue.IsEmpty && Y.Shape.Count * sizeof(float) >= Streaming.Least;
        Workers.For((int)(((long)Y.Shape[0] * Y.Shape[2] + RowsPerChunk - 1) / RowsPerChunk), ref job);
    }

    private readonly int RowsPerChunk => (int)Math.Max(1, ChunkWork / Math.Max(1, (long)Y.Shape[1] * Y.Shape[3] * Rows.Taps * Columns.Taps));

    public readonly void Run(int chunk)
    {
        int height = Y.Shape[2], end = (int)Math.Min((long)Y.Shape[0] * height, (chunk + 1L) * RowsPerChunk);
        for (int row = chunk * RowsPerChunk; row < end; row++)
            Row(row / height, row % height);
        if (_stream)
            Streaming.End();
    }

    /// <summary>The same sum over rows elsewhere, of one image at a time: row i lies at x + i · <paramref name="rowStep"/>, pixels <paramref name="pixelStep"/> apart.</summary>
    internal readonly Depthwise Over(float* x, nint rowStep, nint pixelStep) => this with { X = new(x, rowStep, pixelStep) };

    internal readonly void Row(int n, int i)
    {
        nint* offsets = stackalloc nint[MaxTaps], weights = stackalloc nint[MaxTaps];
        float* x = X.Data + n * X.Strides[0], y = Y.Data + n * Y.Strides[0] + i * Y.Strides[2];
        nint step = (nint)(Columns.Step * X.Strides[3]), yPixel = (nint)Y.Strides[3];
        int width = Y.Shape[3], apart = Columns.Period;
        for (int phase = 0; phase < Math.Min(apart, width); phase++)
        {
            var (from, to) = Columns.Inside(phase, width);
            for (int j = phase, pixels; j < width; j += pixels * apart)
            {
                pixels = j == from && to > from ? (to - from) / apart : 1;
                Pixels(pixels, x, offsets, step, weights, Taps(i, j, offsets, weights), y + j * yPixel, apart * yPixel);
            }
        }

        Epilogue.Apply(y, width, yPixel, Y.Shape[1]);
    }

    /// <summary>Pixels of one phase that see the same taps, four at a time.</summary>
    private readonly void Pixels(int count, float* x, nint* offsets, nint step, nint* weights, int taps, float* y, nint yStep)
    {
        int channels = Y.Shape[1];
        // The row that comes under the windows of the next row of y: memory is where the time goes.
        bool shares = SharesLoads;
        int left = Columns.TapStep < 0 ? NeighbourKernels.Taps - 1 : 0;
        nint next = taps == 0 ? 0 : offsets[Rows.TapStep < 0 ? 0 : taps - 1] + (nint)(Rows.Step * X.Strides[2]);
        for (; count >= Group; count -= Group, x += Group * step, y += Group * yStep)
        {
            if (Sse.IsSupported)
                for (nint at = 0; at < Group * step; at += 16)
                    Sse.Prefetch0(x + next + at);
            int done = 0;
            if (shares)
                done = NeighbourKernels.Correlate(x, offsets + left, step, Weights, weights + left, Columns.TapStep * channels, taps / NeighbourKernels.Taps, Bias, y, yStep, channels, _stream);
            if (done < channels)
                DepthwiseKernels.Correlate<Four>(x + done, offsets, step, Weights + done, weights, taps, Bias == null ? null : Bias + done, y + done, yStep, channels - done);
        }

        for (; count > 0; count--, x += step, y += yStep)
            DepthwiseKernels.Correlate<One>(x, offsets, step, Weights, weights, taps, Bias, y, yStep, channels);
    }

    /// <summary>The taps that pixel (i, j) sees: where x lies under them, and their weights.</summary>
    private readonly int Taps(int i, int j, nint* offsets, nint* weights)
    {
        int count = 0;
        for (int ky = 0; ky < Rows.Taps; ky++)
            if (Rows.TryAt(i, ky, out int row))
                for (int kx = 0; kx < Columns.Taps; kx++)
                    if (Columns.TryAt(j, kx, out int column))
                    {
                        offsets[count] = (nint)(row * X.Strides[2] + column * X.Strides[3]);
                        weights[count++] = (nint)(ky * Columns.Taps + kx) * Y.Shape[1];
                    }
        return count;
    }
}
