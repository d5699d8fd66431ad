using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise AbsF = new Pointwise<AbsFunction>("abs", default);

    /// <summary>|x|; derivative the sign of x, 0 at 0.</summary>
    public Tensor Abs() => Apply(AbsF);

    private readonly struct AbsFunction : IUnary
    {
        public double F(double x) => Math.Abs(x);

        public double DF(double x, double y) => x > 0 ? 1 : x < 0 ? -1 : x * 0;

        public Vector256<float> F(Vector256<float> x) => Vector256.Abs(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Simd.Sign(x);
    }
}
