using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The exponential and the logistic function on floats side by side.</summary>
/// <remarks>
/// eˣ = 2ⁿ · eʳ, n the integer nearest to x / ln 2, r = x − n·ln 2, the logarithm in two parts (Cody and Waite); eʳ = 1 + r + r²·P(r), P our own
/// Chebyshev fit, to 8e-9. P is evaluated in pairs (Estrin): by Horner's rule each step waits for the one before, and a processor
/// that holds few instructions in waiting then computes little at once.
/// </remarks>
internal static class Exponential
{
    internal const float PerLog2 = 1.44269504f, Log2High = 0.693359375f, Log2Low = -2.12194440e-4f;

    /// <summary>Beyond these eˣ is 0 and infinite.</summary>
    private const float Least = -104, Most = 89;

    /// <summary>P's coefficients.</summary>
    internal const float P0 = 0.5f, P1 = 0.1666657689f, P2 = 0.0416665545f, P3 = 0.008363194882f, P4 = 0.001392620336f;

    /// <summary>eˣ: gradual towards 0, infinite above 88.72, and exactly 1 at 0: a softmax of one class has the probability 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Exp<V>(V x) where V : struct, IWide<V>
    {
        x = V.Clamp(x, V.Of(Least), V.Of(Most));
        var n = V.Steps(x, V.Of(PerLog2), out var power);
        return V.Raise(Near(Rest(x, n)), power);
    }

    /// <summary>The same over whole vectors; how many floats that were. Only where registers are many: there the compiler, which knows the constants, would load all of them anew for each vector.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static unsafe long Exp<V>(float* x, float* y, long count) where V : struct, IWide<V>
    {
        long i = 0;
        if (V.Count < 16)
            return i;
        float* k = stackalloc float[] { Least, Most, PerLog2, -Log2High, -Log2Low, P0, P1, P2, P3, P4 };
        V least = V.Of(k[0]), most = V.Of(k[1]), perLog2 = V.Of(k[2]), high = V.Of(k[3]), low = V.Of(k[4]);
        V p0 = V.Of(k[5]), p1 = V.Of(k[6]), p2 = V.Of(k[7]), p3 = V.Of(k[8]), p4 = V.Of(k[9]);
        for (; i <= count - V.Count; i += V.Count)
        {
            V t = V.Clamp(V.Load(x + i), least, most), n = V.Steps(t, perLog2, out var power), r = V.MultiplyAdd(n, low, V.MultiplyAdd(n, high, t));
            V.Raise(Near(r, p0, p1, p2, p3, p4), power).Store(y + i);
        }

        return i;
    }

    /// <summary>eˣ for x up to 40, in fewer instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpLow<V>(V x) where V : struct, IWide<V>
    {
        x = V.AtLeast(x, V.Of(Least));
        var n = V.LowSteps(x, V.Of(PerLog2), out var power);
        return V.RaiseLow(Near(Rest(x, n)), power);
    }

    /// <summary>2⁶⁴·eˣ for x up to 40: where the exponential is one term of a quotient, the factor falls away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpLarge<V>(V x) where V : struct, IWide<V>
    {
        x = V.AtLeast(x, V.Of(Least));
        V n = V.LowSteps(x, V.Of(PerLog2), out var power), large = V.LowPower(power);
        return V.MultiplyAdd(Near(Rest(x, n)), large, large);
    }

    /// <summary>eʳ − 1 for |r| up to ½·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Near<V>(V r) where V : struct, IWide<V> => Near(r, V.Of(P0), V.Of(P1), V.Of(P2), V.Of(P3), V.Of(P4));

    /// <summary>r + r²·(p0 + p1·r + p2·r² + p3·r³ + p4·r⁴).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Near<V>(V r, V p0, V p1, V p2, V p3, V p4) where V : struct, IWide<V>
    {
        V s = r * r, low = V.MultiplyAdd(p1, r, p0), high = V.MultiplyAdd(p3, r, p2);
        return V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(p4, s, high), s, low), s, r);
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), below 0 as eˣ / (1 + eˣ), so that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Sigmoid<V>(V x) where V : struct, IWide<V>
    {
        V e = ExpLarge(V.Of(-0f) | x), one = V.Of(Powers.Low);
        return V.SelectBySign(x, e, one) / (one + e);
    }

    /// <summary>x − n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<V>(V x, V n) where V : struct, IWide<V> => V.MultiplyAdd(n, V.Of(-Log2Low), V.MultiplyAdd(n, V.Of(-Log2High), x));
}
