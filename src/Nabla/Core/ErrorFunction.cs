using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>erf, which the base library lacks.</summary>
internal static class ErrorFunction
{
    /// <summary>erf x to about 1e-15: the series below 3 (all terms of one sign), the continued fraction of erfc above.</summary>
    /// <remarks>Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.</remarks>
    internal static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a < 3)
        {
            double term = x, sum = x;
            for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
                sum += term *= 2 * x * x / (2 * n + 1);
            return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }

        if (double.IsNaN(x) || a > 6)
            return double.IsNaN(x) ? x : Math.Sign(x);
        return Math.Sign(x) * (1 - ErfcTail(a));
    }

    /// <summary>1 − erf x for x of 2 or more, without cancellation: the continued fraction.</summary>
    internal static double ErfcTail(double x)
    {
        double fraction = x;
        for (int n = 60; n > 0; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }

    /// <summary>erf on eight floats: x + x·P(x²) below 0.93, ±(1 − exp(Q(|x|) − |x|)) above.</summary>
    /// <remarks>P and Q are our own Chebyshev fits, of degree 6 to erf(x)/x − 1 and of degree 8 to ln erfc(x) + x on [0.93, 4].</remarks>
    internal static Vector256<float> Erf(Vector256<float> x)
    {
        var s = x * x;
        var p = Vector256.Create(8.316879e-05f);
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.0008130445f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.0051999893f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.026858997f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.11283689f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.37612632f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.12837917f));
        var near = Vector256.FusedMultiplyAdd(p, x, x);

        var a = Vector256.Min(Vector256.Abs(x), Vector256.Create(4f));
        var q = Vector256.Create(1.6434872e-06f);
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(-4.6178e-05f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(0.00059776107f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(-0.0047637494f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(0.026431814f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(-0.11009649f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(-0.6318116f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(-0.13023979f));
        q = Vector256.FusedMultiplyAdd(q, a, Vector256.Create(0.00032111129f));
        var far = Vector256.CopySign(Vector256<float>.One - Vector256.Exp(q - a), x);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(x), Vector256.Create(0.93f)), far, near);
    }
}
