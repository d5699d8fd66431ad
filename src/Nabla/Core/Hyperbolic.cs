using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>tanh on floats side by side.</summary>
internal static class Hyperbolic
{
    /// <summary>±u / (2 − u), u = 1 − e⁻²ˣ of |x|: without cancellation, since u = (1 − 2ⁿ) + 2ⁿ·(1 − e⁻ʳ), of which the first is exact.</summary>
    /// <remarks>All times 2⁶⁴, which falls away in the quotient. One part of the logarithm is enough: what it lacks is multiplied by 2ⁿ, n ≤ 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Tanh<V>(V x) where V : struct, IWide<V>
    {
        V twice = V.AtMost(V.Abs(x + x), V.Of(20));
        V n = V.LowSteps(twice, V.Of(-Exponential.PerLog2), out var power), large = V.LowPower(power), r = V.MultiplyAdd(n, V.Of(0.69314718f), twice);
        // 1 − e⁻ʳ = r − r²·P(−r), the polynomial of the exponential
        V s = r * r, low = V.MultiplyAdd(V.Of(0.1666657689f), r, V.Of(-0.5f)), high = V.MultiplyAdd(V.Of(0.008363194882f), r, V.Of(-0.0416665545f));
        var near = V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.Of(-0.001392620336f), s, high), s, low), s, r);
        var u = V.MultiplyAdd(near, large, V.Of(Powers.Low) - large);
        return u / (V.Of(2 * Powers.Low) - u) | V.Of(-0f) & x;
    }
}
