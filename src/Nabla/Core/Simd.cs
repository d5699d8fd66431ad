using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>Functions on eight floats at once that the base library lacks.</summary>
internal static unsafe class Simd
{
    /// <summary>1 above 0, −1 below, 0 at 0, NaN of NaN.</summary>
    internal static Vector256<float> Sign(Vector256<float> x)
    {
        var apart = Vector256.LessThan(x, Vector256<float>.Zero) | Vector256.GreaterThan(x, Vector256<float>.Zero);
        return Vector256.ConditionalSelect(apart, Vector256.CopySign(Vector256<float>.One, x), x * Vector256<float>.Zero);
    }

    /// <summary>n &lt; 8 floats, then zeros: tails run the same instructions as whole vectors, so that a value does not depend on its place.</summary>
    internal static Vector256<float> LoadTail(float* from, long n)
    {
        float* all = stackalloc float[8];
        Vector256<float>.Zero.Store(all);
        for (long i = 0; i < n; i++)
            all[i] = from[i];
        return Vector256.Load(all);
    }

    /// <summary>Stores the first n &lt; 8 floats.</summary>
    internal static void StoreTail(Vector256<float> x, float* to, long n)
    {
        float* all = stackalloc float[8];
        x.Store(all);
        for (long i = 0; i < n; i++)
            to[i] = all[i];
    }
}
