namespace Nabla.Backends.Cpu;

/// <summary>Sums in float64 throughout, for rows whose squares or sums float32 does not hold; kernels turn to them when theirs overflowed or vanished.</summary>
internal static unsafe class Exactly
{
    /// <summary>Below it the mean of squares in float32 may have lost digits.</summary>
    internal const double LeastSquare = 1e-30;

    /// <summary>Σ x·y, or Σ x where y is null.</summary>
    internal static double Dot(float* x, float* y, long count)
    {
        double sum = 0;
        for (long i = 0; i < count; i++)
            sum += (double)x[i] * (y == null ? 1 : y[i]);
        return sum;
    }

    /// <summary>The mean and Σ (x − mean)².</summary>
    internal static (double Mean, double Squares) Moments(float* x, long count, nint step = 1)
    {
        double mean = 0, squares = 0;
        for (long i = 0; i < count; i++)
            mean += x[i * step];
        mean /= count;
        for (long i = 0; i < count; i++)
            squares += (x[i * step] - mean) * (x[i * step] - mean);
        return (mean, squares);
    }
}
