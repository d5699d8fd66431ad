using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SqrtF = new Pointwise<SqrtFunction>("sqrt", default);

    /// <summary>√x, NaN below 0; derivative 1 / 2y.</summary>
    public Tensor Sqrt() => Apply(SqrtF);

    private readonly struct SqrtFunction : IUnary
    {
        public double F(double x) => Math.Sqrt(x);

        public double DF(double x, double y) => 0.5 / y;

        public Vector256<float> F(Vector256<float> x) => Vector256.Sqrt(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.Create(0.5f) / y;
    }
}
