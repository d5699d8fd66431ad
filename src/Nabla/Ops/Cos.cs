using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise CosF = new Pointwise<CosFunction>("cos", default);

    /// <summary>cos x, x in radians; derivative −sin x.</summary>
    public Tensor Cos() => Apply(CosF);

    private readonly struct CosFunction : IUnary
    {
        public double F(double x) => Math.Cos(x);

        public double DF(double x, double y) => -Math.Sin(x);

        public Vector256<float> F(Vector256<float> x) => Vector256.Cos(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => -Vector256.Sin(x);
    }
}
