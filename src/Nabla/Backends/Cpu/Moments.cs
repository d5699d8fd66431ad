namespace Nabla.Backends.Cpu;

/// <summary>Count, mean and Σ (x − mean)² of some numbers.</summary>
internal readonly record struct Moments(double Count, double Mean, double Squares)
{
    /// <summary>From Σ d and Σ d² of the distances d to a number among them or near: no digits cancel.</summary>
    internal static (double Mean, double Squares) Shifted(double from, double count, double sum, double squares) =>
        (from + sum / count, Math.Max(0, squares - sum * sum / count));

    /// <summary>Those of both together. Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983, eq. 2.1.</summary>
    internal Moments With(Moments b)
    {
        double count = Count + b.Count, apart = b.Mean - Mean;
        return new(count, Mean + apart * (b.Count / count), Squares + b.Squares + apart * apart * (Count * b.Count / count));
    }
}
