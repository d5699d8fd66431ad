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

    /// <summary>eˣ: gradual towards 0, infinite above 88.72, and exactly 1 at 0: a softmax of one class has the probability 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Exp<V>(V x) where V : struct, IWide<V>
    {
        x = V.Clamp(x, V.Of(-104), V.Of(89));
        var n = V.Steps(x, V.Of(PerLog2), out var power);
        return V.Raise(Near(Rest(x, n)), power);
    }

    /// <summary>eˣ for x up to 40, in fewer instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpLow<V>(V x) where V : struct, IWide<V> => ExpLarge(x) * V.Of(Powers.BackFromLow);

    /// <summary>2⁶⁴·eˣ for x up to 40: where the exponential is one term of a quotient, the factor falls away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ExpLarge<V>(V x) where V : struct, IWide<V>
    {
        x = V.AtLeast(x, V.Of(-104));
        V n = V.LowSteps(x, V.Of(PerLog2), out var power), large = V.LowPower(power);
        return V.MultiplyAdd(Near(Rest(x, n)), large, large);
    }

    /// <summary>eʳ − 1 for |r| up to ½·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Near<V>(V r) where V : struct, IWide<V>
    {
        V s = r * r, low = V.MultiplyAdd(V.Of(0.1666657689f), r, V.Of(0.5f)), high = V.MultiplyAdd(V.Of(0.008363194882f), r, V.Of(0.0416665545f));
        return V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.Of(0.001392620336f), s, high), s, low), s, r);
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
