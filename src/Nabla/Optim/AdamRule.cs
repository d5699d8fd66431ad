using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>
/// The step of <see cref="Adam"/> and <see cref="AdamW"/>: d = g + coupled·θ; m ← β₁·m + (1 − β₁)·d; v ← β₂·v + (1 − β₂)·d²;
/// θ ← shrink·θ − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε). Kingma and Ba 2015, algorithm 1.
/// </summary>
internal readonly struct AdamRule(double rate, Coefficient beta1, Coefficient beta2, Coefficient epsilon, long t, Coefficient coupled, Coefficient shrink) : IUpdate
{
    public static int States => 2;

    private readonly Coefficient stepSize = StepSize(rate, beta1, t), rootScale = 1 / Math.Sqrt(1 - Math.Pow(beta2, t)), rest1 = 1 - beta1, rest2 = 1 - beta2;

    internal static double StepSize(double rate, double beta1, long t) => rate / (1 - Math.Pow(beta1, t));

    public void Step(double g, ref double theta, ref double m, ref double v, ref double c)
    {
        double d = g + coupled * theta;
        m = beta1 * m + rest1 * d;
        v = beta2 * v + rest2 * d * d;
        theta = shrink * theta - stepSize * m / (Math.Sqrt(v) * rootScale + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> m, ref Vector256<float> v, ref Vector256<float> c)
    {
        var d = Vector256.FusedMultiplyAdd(coupled.X8, theta, g);
        m = Vector256.FusedMultiplyAdd(beta1.X8, m, rest1.X8 * d);
        v = Vector256.FusedMultiplyAdd(beta2.X8, v, rest2.X8 * d * d);
        var root = Vector256.FusedMultiplyAdd(Vector256.Sqrt(v), rootScale.X8, epsilon.X8);
        theta = shrink.X8 * theta - stepSize.X8 * m / root;
    }
}
