using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise RoundF = new Pointwise<RoundFunction>("round", default);

    /// <summary>The nearest integer, halves to the even one; derivative 0.</summary>
    public Tensor Round() => Apply(RoundF);

    private readonly struct RoundFunction : IUnary
    {
        public double F(double x) => Math.Round(x);

        public double DF(double x, double y) => 0;

        public Vector256<float> F(Vector256<float> x) => Vector256.Round(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.Zero;
    }
}
