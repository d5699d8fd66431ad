using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise CeilF = new Pointwise<CeilFunction>("ceil", default);

    /// <summary>The smallest integer not below x; derivative 0.</summary>
    public Tensor Ceil() => Apply(CeilF);

    private readonly struct CeilFunction : IUnary
    {
        public double F(double x) => Math.Ceiling(x);

        public double DF(double x, double y) => 0;

        public Vector256<float> F(Vector256<float> x) => Vector256.Ceiling(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.Zero;
    }
}
