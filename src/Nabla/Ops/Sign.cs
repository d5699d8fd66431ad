using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SignF = new Pointwise<SignFunction>("sign", default);

    /// <summary>1 above 0, −1 below, 0 at 0, NaN of NaN; derivative 0.</summary>
    public Tensor Sign() => Apply(SignF);

    private readonly struct SignFunction : IUnary
    {
        public double F(double x) => x > 0 ? 1 : x < 0 ? -1 : x * 0;

        public double DF(double x, double y) => 0;

        public Vector256<float> F(Vector256<float> x) => Simd.Sign(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.Zero;
    }
}
