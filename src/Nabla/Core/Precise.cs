namespace Nabla;

/// <summary>Functions of one number in float64 that neither cancel nor overflow: specifications of their SIMD forms.</summary>
internal static class Precise
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    internal static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>ln(1 + u) for u &gt; −1. Kahan's correction: the error of 1 + u divides out.</summary>
    internal static double Log1p(double u)
    {
        double w = 1 + u;
        return w == 1 ? u : double.IsInfinity(w) ? w : Math.Log(w) * u / (w - 1);
    }

    /// <summary>eˣ − 1.</summary>
    internal static double Expm1(double x)
    {
        double t = Math.Tanh(x / 2);
        return Math.Abs(x) < 1 ? 2 * t / (1 - t) : Math.Exp(x) - 1;
    }

    /// <summary>ln(1 + eˣ).</summary>
    internal static double Softplus(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));
}
