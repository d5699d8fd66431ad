using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SigmoidF = new Pointwise<SigmoidFunction>("sigmoid", default);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), stable for any x; derivative y(1 − y).</summary>
    public Tensor Sigmoid() => Apply(SigmoidF);

    private readonly struct SigmoidFunction : IUnary
    {
        public double F(double x) => Precise.Sigmoid(x);

        public double DF(double x, double y) => y * (1 - y);

        public Vector256<float> F(Vector256<float> x) => Simd.Sigmoid(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => y * (Vector256<float>.One - y);
    }
}
