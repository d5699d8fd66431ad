using System.Runtime.CompilerServices;
using static Nabla.Exponential;

namespace Nabla;

/// <summary>tanh on floats side by side.</summary>
internal static class Hyperbolic
{
    private const float Most = 20, Log2 = 0.69314718f;

    /// <summary>±u / (2 − u), u = 1 − e⁻²ˣ of |x|: without cancellation, since u = (1 − 2ⁿ) + 2ⁿ·(1 − e⁻ʳ), of which the first is exact.</summary>
    /// <remarks>All times 2⁶⁴, which falls away in the quotient. One part of the logarithm is enough: what it lacks is multiplied by 2ⁿ, n ≤ 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Tanh<V>(V x) where V : struct, IWide<V> =>
        Tanh(x, V.Of(Most), V.Of(-PerLog2), V.Of(Log2), V.Of(-P0), V.Of(P1), V.Of(-P2), V.Of(P3), V.Of(-P4), V.Of(Powers.Low), V.Of(2 * Powers.Low), V.Of(-0f));

    /// <summary>The same over whole vectors; how many floats that were. As <see cref="Exp{V}(float*, float*, long)"/>, whose constants stay in registers too.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static unsafe long Tanh<V>(float* x, float* y, long count) where V : struct, IWide<V>
    {
        long i = 0;
        if (V.Count < 16)
            return i;
        float* k = stackalloc float[] { Most, -PerLog2, Log2, -P0, P1, -P2, P3, -P4, Powers.Low, 2 * Powers.Low, -0f };
        V most = V.Of(k[0]), perLog2 = V.Of(k[1]), log2 = V.Of(k[2]), p0 = V.Of(k[3]), p1 = V.Of(k[4]), p2 = V.Of(k[5]), p3 = V.Of(k[6]), p4 = V.Of(k[7]);
        V one = V.Of(k[8]), two = V.Of(k[9]), sign = V.Of(k[10]);
        for (; i <= count - V.Count; i += V.Count)
            Tanh(V.Load(x + i), most, perLog2, log2, p0, p1, p2, p3, p4, one, two, sign).Store(y + i);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tanh<V>(V x, V most, V perLog2, V log2, V p0, V p1, V p2, V p3, V p4, V one, V two, V sign) where V : struct, IWide<V>
    {
        V twice = V.AtMost(V.Abs(x + x), most), n = V.LowSteps(twice, perLog2, out var power), large = V.LowPower(power);
        var near = Near(V.MultiplyAdd(n, log2, twice), p0, p1, p2, p3, p4);                                   // 1 − e⁻ʳ
        var u = V.MultiplyAdd(near, large, one - large);
        return u / (two - u) | sign & x;
    }
}
