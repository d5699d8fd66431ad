using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Polynomials on floats side by side by Horner's rule, the highest coefficient first.</summary>
internal static class Polynomial
{
    /// <summary>a·x⁴ + b·x³ + c·x² + d·x + e.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V At<V>(V x, float a, float b, float c, float d, float e) where V : struct, IWide<V>
    {
        var p = V.MultiplyAdd(V.Of(a), x, V.Of(b));
        p = V.MultiplyAdd(p, x, V.Of(c));
        p = V.MultiplyAdd(p, x, V.Of(d));
        return V.MultiplyAdd(p, x, V.Of(e));
    }

    /// <summary>a·x⁵ + b·x⁴ + c·x³ + d·x² + e·x + f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V At<V>(V x, float a, float b, float c, float d, float e, float f) where V : struct, IWide<V> =>
        V.MultiplyAdd(At(x, a, b, c, d, e), x, V.Of(f));
}
