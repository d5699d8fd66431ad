using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>Functions on eight floats at once that the base library lacks.</summary>
internal static unsafe class Simd
{
    /// <summary>tanh: x + x³·P(x²) below 0.625 (the minimax polynomial of Cephes' tanhf), else ±(1 − 2 / (e²ˣ + 1)).</summary>
    internal static Vector256<float> Tanh(Vector256<float> x)
    {
        var a = Vector256.Abs(x);
        var z = x * x;
        var p = Vector256.Create(-5.70498872745e-3f);
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(2.06390887954e-2f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-5.37397155531e-2f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1.33314422036e-1f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(-3.33332819422e-1f));
        var small = Vector256.FusedMultiplyAdd(p * z, x, x);
        var one = Vector256<float>.One;
        var large = one - Vector256.Create(2f) / (Vector256.Exp(a + a) + one);
        return Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(0.625f)), small, Vector256.CopySign(large, x));
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    internal static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    /// <summary>ln(1 + u) for u &gt; −1. Kahan's correction: the error of 1 + u divides out.</summary>
    internal static Vector256<float> Log1p(Vector256<float> u)
    {
        var w = Vector256<float>.One + u;
        return Vector256.ConditionalSelect(Vector256.Equals(w, Vector256<float>.One), u, Vector256.Log(w) * u / (w - Vector256<float>.One));
    }

    /// <summary>eˣ − 1: by tanh(x/2) near 0, where the difference would cancel.</summary>
    internal static Vector256<float> Expm1(Vector256<float> x)
    {
        var one = Vector256<float>.One;
        var t = Tanh(x * Vector256.Create(0.5f));
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), one), (t + t) / (one - t), Vector256.Exp(x) - one);
    }

    /// <summary>ln(1 + eˣ), stable for any x.</summary>
    internal static Vector256<float> Softplus(Vector256<float> x) =>
        Vector256.Max(x, Vector256<float>.Zero) + Log1p(Vector256.Exp(-Vector256.Abs(x)));

    /// <summary>max(x, 0), NaN stays NaN.</summary>
    internal static Vector256<float> Relu(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    /// <summary>1 above 0, −1 below, 0 at 0, NaN of NaN.</summary>
    internal static Vector256<float> Sign(Vector256<float> x)
    {
        var apart = Vector256.LessThan(x, Vector256<float>.Zero) | Vector256.GreaterThan(x, Vector256<float>.Zero);
        return Vector256.ConditionalSelect(apart, Vector256.CopySign(Vector256<float>.One, x), x * Vector256<float>.Zero);
    }

    /// <summary>|x|ᵖ in float64, eight at a time.</summary>
    internal static Vector256<float> PowAbs(Vector256<float> x, Vector256<float> p)
    {
        var (lowX, highX) = Vector256.Widen(Vector256.Abs(x));
        var (lowP, highP) = Vector256.Widen(p);
        return Vector256.Narrow(Vector256.Exp(lowP * Vector256.Log(lowX)), Vector256.Exp(highP * Vector256.Log(highX)));
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
