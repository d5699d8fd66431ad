using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>x above 0, else α(eˣ − 1) (Clevert et al. 2016); derivative 1 above 0, else y + α.</summary>
    public Tensor Elu(double alpha = 1) => !double.IsFinite(alpha) ? throw new RangeException("elu", $"alpha {alpha} is not possible. Give a finite number.") : Apply(new Pointwise<EluFunction>("elu", new(alpha)));

    private readonly struct EluFunction(double alpha) : IUnary
    {
        public double F(double x) => x > 0 ? x : alpha * Precise.Expm1(x);

        public double DF(double x, double y) => x > 0 ? 1 : alpha * Math.Exp(x);

        public Vector256<float> F(Vector256<float> x) => Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, Vector256.Create((float)alpha) * Simd.Expm1(x));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), Vector256<float>.One, Vector256.Create((float)alpha) * Vector256.Exp(x));
    }
}
