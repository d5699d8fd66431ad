using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SiluF = new Pointwise<SiluFunction>("silu", default);

    /// <summary>x · σ(x), also called swish (Elfwing et al. 2018); derivative σ(1 + x(1 − σ)).</summary>
    public Tensor Silu() => Apply(SiluF);

    private readonly struct SiluFunction : IUnary
    {
        public double F(double x) => x * Precise.Sigmoid(x);

        public double DF(double x, double y) => Precise.Sigmoid(x) * (1 + x * (1 - Precise.Sigmoid(x)));

        public Vector256<float> F(Vector256<float> x) => x * Simd.Sigmoid(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Simd.Sigmoid(x) * Vector256.FusedMultiplyAdd(x, Vector256<float>.One - Simd.Sigmoid(x), Vector256<float>.One);
    }
}
