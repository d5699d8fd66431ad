using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>
/// The step of <see cref="Adam"/> and <see cref="AdamW"/>: d = g + coupled·θ; m ← β₁·m + (1 − β₁)·d; v ← β₂·v + (1 − β₂)·d²;
/// θ ← shrink·θ − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
/// </summary>
internal readonly struct AdamRule(double rate, double beta1, double beta2, double epsilon, long t, double coupled = 0, double shrink = 1) : IUpdate
{
    private readonly double stepSize = rate / (1 - Math.Pow(beta1, t)), rootScale = 1 / Math.Sqrt(1 - Math.Pow(beta2, t));

    public void Step(double g, ref double theta, ref double m, ref double v, ref double c)
    {
        double d = g + coupled * theta;
        m = beta1 * m + (1 - beta1) * d;
        v = beta2 * v + (1 - beta2) * d * d;
        theta = shrink * theta - stepSize * m / (Math.Sqrt(v) * rootScale + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> m, ref Vector256<float> v, ref Vector256<float> c)
    {
        var d = Vector256.FusedMultiplyAdd(Vector256.Create((float)coupled), theta, g);
        m = Vector256.FusedMultiplyAdd(Vector256.Create((float)beta1), m, Vector256.Create((float)(1 - beta1)) * d);
        v = Vector256.FusedMultiplyAdd(Vector256.Create((float)beta2), v, Vector256.Create((float)(1 - beta2)) * d * d);
        var root = Vector256.FusedMultiplyAdd(Vector256.Sqrt(v), Vector256.Create((float)rootScale), Vector256.Create((float)epsilon));
        theta = Vector256.Create((float)shrink) * theta - Vector256.Create((float)stepSize) * m / root;
    }
}
