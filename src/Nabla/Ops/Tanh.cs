using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise TanhF = new Pointwise<TanhFunction>("tanh", default);

    /// <summary>The hyperbolic tangent; derivative 1 − y².</summary>
    public Tensor Tanh() => Apply(TanhF);

    private readonly struct TanhFunction : IUnary
    {
        public double F(double x) => Math.Tanh(x);

        public double DF(double x, double y) => 1 - y * y;

        public Vector256<float> F(Vector256<float> x) => Simd.Tanh(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.One - y * y;
    }
}
