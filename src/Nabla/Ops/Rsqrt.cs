using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise RsqrtF = new Pointwise<RsqrtFunction>("rsqrt", default);

    /// <summary>1 / √x; derivative −y / 2x.</summary>
    public Tensor Rsqrt() => Apply(RsqrtF);

    private readonly struct RsqrtFunction : IUnary
    {
        public double F(double x) => 1 / Math.Sqrt(x);

        public double DF(double x, double y) => -0.5 * y / x;

        public Vector256<float> F(Vector256<float> x) => Vector256<float>.One / Vector256.Sqrt(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.Create(-0.5f) * y / x;
    }
}
