namespace Nabla.Backends.Cpu;

/// <summary>y = (x − mean) · scale · weight + bias, row by row; without a mean, RMS norm.</summary>
internal unsafe struct RowNormJob : IWideJob
{
    internal Rows X, Y;
    internal float* Weight, Bias;
    internal double* Mean, Scale;
    internal double Epsilon;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            double centre = 0, square = 0;
            if (X.Length > 0 && Mean == null)
                square = Square<V>(X[i], X.Length);
            else if (X.Length > 0)
                (centre, square) = RowNormKernels<V>.Moments(X[i], X.Length);
            double scale = 1 / Math.Sqrt(square / X.Length + Epsilon);
            Scale[i] = scale;
            if (Mean != null)
                Mean[i] = centre;
            RowNormKernels<V>.Normalize(X[i], Y[i], X.Length, RowNumbers.Of(centre, scale), Weight, Bias, Stream);
        }

        if (Stream)
            Streaming.End();
    }

    private static double Square<V>(float* x, int count)
        where V : struct, IWide<V>
    {
        double square = RowKernels<V>.Dot(x, x, count);
        return square > Exactly.LeastSquare * count ? square : Exactly.Dot(x, x, count);
    }
}

/// <summary>dx = scale · (g − mean(g) − x̂ · mean(g·x̂)), g = dy · weight, and each group's part of Σ dy·x̂ and Σ dy.</summary>
internal unsafe struct RowNormGradJob : IWideJob
{
    /// <summary>Rows whose parts of dweight and dbias are summed in float32 before they go on in float64.</summary>
    private const int RowsTogether = 32;

    internal Rows X, Dy, Dx;
    internal float* Weight;
    internal double* Mean, Scale, Sums;
    internal int Groups;
    internal bool WantsDx, Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int count = X.Length, width = (count + 15) & ~15, first = (int)((long)X.Count * chunk / Groups), end = (int)((long)X.Count * (chunk + 1) / Groups);
        float* parts = Scratch.Get(Scratch.Row, 2L * width), dweight = Sums == null ? null : parts, dbias = Sums == null ? null : parts + width;
        new Span<float>(parts, 2 * width).Clear();
        if (Sums != null)
            new Span<double>(Sums + 2L * chunk * count, 2 * count).Clear();
        for (int i = first; i < end; i++)
        {
            var numbers = RowNumbers.Of(Mean == null ? 0 : Mean[i], Scale[i]);
            var (g, gx) = WantsDx ? RowNormKernels<V>.Means(X[i], Dy[i], count, numbers, Weight) : default;
            RowNormKernels<V>.Gradient(X[i], Dy[i], !WantsDx ? null : Dx[i], count, numbers, Weight, Mean == null ? 0 : (float)g, (float)gx, dweight, dbias, Stream);
            if (Sums != null && ((i - first) % RowsTogether == RowsTogether - 1 || i == end - 1))
            {
                Add(dweight, Sums + 2L * chunk * count, count);
                Add(dbias, Sums + (2L * chunk + 1) * count, count);
            }
        }

        if (Stream)
            Streaming.End();
    }

    /// <summary>Adds to sums in float64 and begins anew.</summary>
    private static void Add(float* part, double* sums, int count)
    {
        SumReducer.Into(sums, part, count);
        new Span<float>(part, count).Clear();
    }
}

/// <summary>What normalizes a row: x̂ = (x − centre) · scale + rest, where the rest makes up for the centre's rounding to float32.</summary>
internal readonly record struct RowNumbers(float Centre, float Scale, float Rest)
{
    internal static RowNumbers Of(double centre, double scale) => new((float)centre, (float)scale, (float)(((float)centre - centre) * scale));
}
