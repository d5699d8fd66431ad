using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise GeluF = new Pointwise<GeluFunction>("gelu", default);
    private static readonly Pointwise GeluTanhF = new Pointwise<GeluTanhFunction>("gelu_tanh", default);

    /// <summary>x · Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016); derivative Φ(x) + x · φ(x).</summary>
    public Tensor Gelu() => Apply(GeluF);

    /// <summary>GELU by a tanh: ½x(1 + tanh(√(2/π)(x + 0.044715x³))), as GPT-2 and BERT's original code have it.</summary>
    public Tensor GeluTanh() => Apply(GeluTanhF);

    private readonly struct GeluFunction : IUnary
    {
        private const double RootHalf = 0.70710678118654752440, RootTwoPi = 2.50662827463100050242;

        public double F(double x) => x * Phi(x);

        public double DF(double x, double y) => Phi(x) + x * Math.Exp(-0.5 * x * x) / RootTwoPi;

        public Vector256<float> F(Vector256<float> x) => x * Phi(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) =>
            Vector256.FusedMultiplyAdd(x, Vector256.Exp(Vector256.Create(-0.5f) * x * x) * Vector256.Create((float)(1 / RootTwoPi)), Phi(x));

        private static double Phi(double x) => 0.5 * (1 + ErrorFunction.Erf(x * RootHalf));

        private static Vector256<float> Phi(Vector256<float> x) =>
            Vector256.Create(0.5f) * (Vector256<float>.One + ErrorFunction.Erf(x * Vector256.Create((float)RootHalf)));
    }

    private readonly struct GeluTanhFunction : IUnary
    {
        private const double Root = 0.79788456080286535588, Cubic = 0.044715;

        public double F(double x) => 0.5 * x * (1 + Math.Tanh(Root * (x + Cubic * x * x * x)));

        public double DF(double x, double y)
        {
            double t = Math.Tanh(Root * (x + Cubic * x * x * x));
            return 0.5 * (1 + t) + (t * t == 1 ? 0 : 0.5 * x * (1 - t * t) * Root * (1 + 3 * Cubic * x * x));
        }

        public Vector256<float> F(Vector256<float> x) => Vector256.Create(0.5f) * x * (Vector256<float>.One + T(x));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y)
        {
            Vector256<float> t = T(x), half = Vector256.Create(0.5f), one = Vector256<float>.One;
            var inner = Vector256.Create((float)Root) * (one + Vector256.Create((float)(3 * Cubic)) * x * x);
            // 1 − t² is 0 where x² overflows: no ∞ · 0.
            var slope = Vector256.ConditionalSelect(Vector256.Equals(t * t, one), Vector256<float>.Zero, half * x * (one - t * t) * inner);
            return half * (one + t) + slope;
        }

        private static Vector256<float> T(Vector256<float> x) =>
            Simd.Tanh(Vector256.Create((float)Root) * (x + Vector256.Create((float)Cubic) * x * x * x));
    }
}
