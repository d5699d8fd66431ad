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
        var far = V.CopySign(V.Of(1) - Exponential.Exp(q - a), x);
        return V.Select(V.Less(V.Of(0.93f), a), far, near);
    }

    /// <summary>The normal distribution function Φ(x) = (1 + erf(x/√2)) / 2: ½ + x · P(x²) / Q(x²), 0 and 1 beyond 5.55.</summary>
    /// <remarks>P and Q are our own minimax fit of degrees 5 and 5 to erf(t)/t, t = x/√2, on [0, 3.93], to 2e-8. As erf itself the quotient erred by up to 5.1 units in the last place.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Phi<V>(V x) where V : struct, IWide<V>
    {
        V z = x * x, one = V.Of(1);
        var p = Polynomial.At(z, 2.256058916e-08f, 6.293147619e-06f, 0.0001670215293f, 0.004665949672f, 0.03372485508f, 0.3989422726f);
        var q = Polynomial.At(z, 1.187599606e-06f, 7.281996456e-05f, 0.001874593629f, 0.02856360225f, 0.2512020361f, 1);
        var y = V.Clamp(V.MultiplyAdd(x, p / q, V.Of(0.5f)), V.Of(0), one);
        return V.Select(V.Less(V.Of(5.55f), V.Abs(x)), V.Less(V.Of(0), x) & one, y);
    }
}
