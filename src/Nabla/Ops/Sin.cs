using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SinF = new Pointwise<SinFunction>("sin", default);

    /// <summary>sin x, x in radians; derivative cos x.</summary>
    public Tensor Sin() => Apply(SinF);

    private readonly struct SinFunction : IUnary
    {
        public double F(double x) => Math.Sin(x);

        public double DF(double x, double y) => Math.Cos(x);

        public Vector256<float> F(Vector256<float> x) => Vector256.Sin(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.Cos(x);
    }
}
