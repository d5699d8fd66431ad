using System.Runtime.CompilerServices;

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

    /// <summary>erf on floats side by side: x + x·P(x²) below 0.93, ±(1 − exp(Q(|x|) − |x|)) above.</summary>
    /// <remarks>P and Q are our own Chebyshev fits, of degree 6 to erf(x)/x − 1 and of degree 8 to ln erfc(x) + x on [0.93, 4].</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Erf<V>(V x) where V : struct, IWide<V>
    {
        V s = x * x, a = V.Clamp(V.Abs(x), V.Of(0), V.Of(4));
        var p = Polynomial.At(s, 8.316879e-05f, -0.0008130445f, 0.0051999893f, -0.026858997f, 0.11283689f, -0.37612632f);
        p = V.MultiplyAdd(p, s, V.Of(0.12837917f));
        var near = V.MultiplyAdd(p, x, x);
        var q = Polynomial.At(a, 1.6434872e-06f, -4.6178e-05f, 0.00059776107f, -0.0047637494f, 0.026431814f, -0.11009649f);
        q = V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(q, a, V.Of(-0.6318116f)), a, V.Of(-0.13023979f)), a, V.Of(0.00032111129f));
        var far = V.CopySign(V.Of(1) - Exponential.ExpLow(q - a), x);
        return V.Select(V.Less(V.Of(0.93f), a), far, near);
    }

    /// <summary>The normal distribution function Φ(x), relative to itself precise in the lower tail too, and e = exp(−x²/2).</summary>
    /// <remarks>
    /// Φ(−a) = e · P(a) / Q(a) for a ≥ 0, and Φ(a) = 1 − Φ(−a); P and Q are our own minimax fit of degrees 4 and 5 to Φ(−a)·exp(a²/2)
    /// on [0, 14.6], to 1.7e-8 with coefficients that are floats. x·Φ(x) is within 4.1 units in the last place above −1, 6 below. Where x² is 200 its rounding alone would be 80 units in the last place of e, and is without a fused multiply-add.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Phi<V>(V x, out V e) where V : struct, IWide<V>
    {
        // r = −x²/2 − n·ln 2, whose one rounding is its last: −x²/2 itself, where it is large, would lose what its exponential needs.
        V one = V.Of(1), a = V.AtMost(V.Abs(x), V.Of(16)), half = V.Of(-0.5f) * a;
        V n = V.LowSteps(half * a, V.Of(Exponential.PerLog2), out var power);
        var r = V.MultiplyAdd(n, V.Of(-Exponential.Log2Low), V.MultiplyAdd(half, a, n * V.Of(-Exponential.Log2High)));
        e = V.RaiseLow(Exponential.Near(r), power);
        var p = V.MultiplyAdd(V.Of(0.004092454445f), a, V.Of(0.04048795626f));
        p = V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(p, a, V.Of(0.1828268617f)), a, V.Of(0.4377789497f)), a, V.Of(0.5f));
        var q = Polynomial.At(a, 0.01025814097f, 0.1014947742f, 0.4683858752f, 1.200863838f, 1.673442721f, 1);
        var tail = e * (p / q);
        return V.SelectBySign(x, tail, one - tail);
    }
}
