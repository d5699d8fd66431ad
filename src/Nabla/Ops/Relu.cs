using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ReluF = new Pointwise<ReluFunction>("relu", default);

    /// <summary>max(x, 0), NaN stays NaN; derivative 1 for x &gt; 0, else 0.</summary>
    public Tensor Relu() => Apply(ReluF);

    private readonly struct ReluFunction : IUnary
    {
        public double F(double x) => x > 0 || double.IsNaN(x) ? x : 0;

        public double DF(double x, double y) => x > 0 ? 1 : 0;

        public Vector256<float> F(Vector256<float> x) => Simd.Relu(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.GreaterThan(x, Vector256<float>.Zero) & Vector256<float>.One;
    }
}
