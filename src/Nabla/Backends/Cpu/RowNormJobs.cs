namespace Nabla.Backends.Cpu;

/// <summary>y = (x − mean) · scale · weight + bias, row by row; without a mean, RMS norm.</summary>
internal unsafe struct RowNormJob : IJob
{
    internal Rows X, Y;
    internal float* Weight, Bias;
    internal double* Mean, Scale;
    internal double Epsilon;

    public readonly void Run(int chunk)
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            double centre = 0, square = 0;
            if (X.Length == 0)
                square = 0;
            else if (Mean == null)
                square = RowKernels.Dot(X[i], X[i], X.Length);
            else
                (centre, square) = PlaneKernels.Moments(X[i], X.Length);
            double scale = 1 / Math.Sqrt(square / X.Length + Epsilon);
            Scale[i] = scale;
            if (Mean != null)
                Mean[i] = centre;
            RowNormKernels.Normalize(X[i], Y[i], X.Length, RowNumbers.Of(centre, scale), Weight, Bias);
        }
    }
}

/// <summary>dx = scale · (g − mean(g) − x̂ · mean(g·x̂)), g = dy · weight, and each group's part of Σ dy·x̂ and Σ dy.</summary>
internal unsafe struct RowNormGradJob : IJob
{
    internal Rows X, Dy, Dx;
    internal float* Weight;
    internal double* Mean, Scale, Sums;
    internal int Groups;
    internal bool WantsDx;

    public readonly void Run(int chunk)
    {
        int count = X.Length;
        double* dweight = Sums + 2L * chunk * count, dbias = dweight + count;
        if (Sums != null)
            new Span<double>(dweight, 2 * count).Clear();
        for (int i = (int)((long)X.Count * chunk / Groups), end = (int)((long)X.Count * (chunk + 1) / Groups); i < end; i++)
        {
            var numbers = RowNumbers.Of(Mean == null ? 0 : Mean[i], Scale[i]);
            if (WantsDx)
            {
                var (g, gx) = RowNormKernels.Means(X[i], Dy[i], count, numbers, Weight);
                RowNormKernels.Gradient(X[i], Dy[i], Dx[i], count, numbers, Weight, Mean == null ? 0 : (float)g, (float)gx);
            }

            if (Sums != null)
                RowNormKernels.AddAffine(X[i], Dy[i], count, numbers, dweight, dbias);
        }
    }
}

/// <summary>What normalizes a row: x̂ = (x − centre) · scale + rest, where the rest makes up for the centre's rounding to float32.</summary>
internal readonly record struct RowNumbers(float Centre, float Scale, float Rest)
{
    internal static RowNumbers Of(double centre, double scale) => new((float)centre, (float)scale, (float)(((float)centre - centre) * scale));
}
