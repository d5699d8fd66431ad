using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The exponential and the logistic function on floats side by side.</summary>
internal static class Exponential
{
    /// <summary>eˣ: gradual towards 0, infinite above 88.72, and exactly 1 at 0: a softmax of one class has the probability 1.</summary>
    /// <remarks>2ⁿ · eʳ, r = x − n·ln 2, the logarithm in two parts (Cody and Waite); eʳ = 1 + r + r²·P(r), P our own Chebyshev fit, to 8e-9.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Exp<V>(V x) where V : struct, IWide<V>
    {
        x = V.Clamp(x, V.Of(-104), V.Of(89));
        var n = V.Round(x * V.Of(1.44269504f));
        var r = V.MultiplyAdd(n, V.Of(-0.693359375f), x);
        r = V.MultiplyAdd(n, V.Of(2.12194440e-4f), r);
        var p = Polynomial.At(r, 0.001392620336f, 0.008363194882f, 0.0416665545f, 0.1666657689f, 0.5f);
        p = V.MultiplyAdd(V.MultiplyAdd(p, r, V.Of(1)), r, V.Of(1));
        return V.Scale(p, n);
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), below 0 as eˣ / (1 + eˣ), so that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Sigmoid<V>(V x) where V : struct, IWide<V>
    {
        var e = Exp(-V.Abs(x));
        return V.Select(V.Less(x, V.Of(0)), e, V.Of(1)) / (V.Of(1) + e);
    }
}
