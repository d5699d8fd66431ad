using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Functions on floats side by side, within 4 units in the last place (<see cref="IUnary"/>).</summary>
internal static class Elementary
{
    /// <summary>max(x, 0), NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Relu<V>(V x) where V : struct, IWide<V> => ~V.LessOrEqual(x, V.Of(0)) & x;

    /// <summary>1 above 0, −1 below, 0 at 0, NaN of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Sign<V>(V x) where V : struct, IWide<V> =>
        V.Select(V.Less(x, V.Of(0)) | V.Less(V.Of(0), x), V.CopySign(V.Of(1), x), x * V.Of(0));

    /// <summary>ln(1 + u) for u &gt; −1. Kahan's correction: the error of 1 + u divides out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Log1p<V>(V u) where V : struct, IWide<V>
    {
        var w = V.Of(1) + u;
        return V.Select(V.Equal(w, V.Of(1)), u, V.Log(w) * u / (w - V.Of(1)));
    }

    /// <summary>eˣ − 1: by tanh(x/2) near 0, where the difference would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Expm1<V>(V x) where V : struct, IWide<V>
    {
        V one = V.Of(1), t = Hyperbolic.Tanh(x * V.Of(0.5f));
        return V.Select(V.Less(V.Abs(x), one), (t + t) / (one - t), Exponential.Exp(x) - one);
    }

    /// <summary>ln(1 + eˣ), stable for any x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Softplus<V>(V x) where V : struct, IWide<V> => V.AtLeast(x, V.Of(0)) + Log1p(Exponential.ExpLow(V.Of(-0f) | x));
}
