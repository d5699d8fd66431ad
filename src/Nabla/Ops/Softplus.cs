using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>ln(1 + e^(βx)) / β, a smooth ReLU, stable for any x; derivative σ(βx).</summary>
    public Tensor Softplus(double beta = 1) => !(beta > 0 && double.IsFinite(beta)) ? throw new RangeException("softplus", $"beta {beta} is not possible. Give a finite number above 0.") : Apply(new Pointwise<SoftplusFunction>("softplus", new(beta)));

    private readonly struct SoftplusFunction(double beta) : IUnary
    {
        // max(x, 0) + ln(1 + e^(−β|x|))/β: β·x alone would overflow before x does.
        public double F(double x) => Math.Max(x, 0) + Precise.Softplus(-Math.Abs(beta * x)) / beta;

        public double DF(double x, double y) => Precise.Sigmoid(beta * x);

        public Vector256<float> F(Vector256<float> x) =>
            Vector256.Max(x, Vector256<float>.Zero) + Simd.Softplus(-Vector256.Abs(Vector256.Create((float)beta) * x)) / Vector256.Create((float)beta);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Simd.Sigmoid(Vector256.Create((float)beta) * x);
    }
}
