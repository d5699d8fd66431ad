using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SeluF = new Pointwise<SeluFunction>("selu", default);

    /// <summary>λx above 0, else λα(eˣ − 1), with λ = 1.0507… and α = 1.6733…, which keep mean 0 and variance 1 (Klambauer et al. 2017, eq. 2 and 14).</summary>
    public Tensor Selu() => Apply(SeluF);

    private readonly struct SeluFunction : IUnary
    {
        public double F(double x) => Scale * (x > 0 ? x : Alpha * Precise.Expm1(x));

        public double DF(double x, double y) => Scale * (x > 0 ? 1 : Alpha * Math.Exp(x));

        public Vector256<float> F(Vector256<float> x) => Vector256.Create((float)Scale) * Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, Vector256.Create((float)Alpha) * Simd.Expm1(x));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.Create((float)Scale) * Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), Vector256<float>.One, Vector256.Create((float)Alpha) * Vector256.Exp(x));

        private const double Scale = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;
    }
}
