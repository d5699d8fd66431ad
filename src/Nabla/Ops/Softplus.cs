using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>ln(1 + e^(βx)) / β, a smooth ReLU, stable for any x; derivative σ(βx).</summary>
    public Tensor Softplus(double beta = 1) => !(beta > 0 && double.IsFinite(beta)) ? throw new RangeException("softplus", $"beta {beta} is not possible. Give a finite number above 0.") : Apply(new Pointwise<SoftplusFunction>("softplus", new(beta)));

    private readonly struct SoftplusFunction(double beta) : IUnary
    {
        public double F(double x) => Precise.Softplus(beta * x) / beta;

        public double DF(double x, double y) => Precise.Sigmoid(beta * x);

        public Vector256<float> F(Vector256<float> x) => Simd.Softplus(Vector256.Create((float)beta) * x) / Vector256.Create((float)beta);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Simd.Sigmoid(Vector256.Create((float)beta) * x);
    }
}
