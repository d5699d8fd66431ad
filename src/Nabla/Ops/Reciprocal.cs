using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ReciprocalF = new Pointwise<ReciprocalFunction>("reciprocal", default);

    /// <summary>1 / x; derivative −y².</summary>
    public Tensor Reciprocal() => Apply(ReciprocalF);

    private readonly struct ReciprocalFunction : IUnary
    {
        public double F(double x) => 1 / x;

        public double DF(double x, double y) => -y * y;

        public Vector256<float> F(Vector256<float> x) => Vector256<float>.One / x;

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => -y * y;
    }
}
