using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ErfF = new Pointwise<ErfFunction>("erf", default);

    /// <summary>The error function erf x = 2/√π ∫₀ˣ e^(−t²) dt; derivative 2/√π · e^(−x²).</summary>
    public Tensor Erf() => Apply(ErfF);

    private readonly struct ErfFunction : IUnary
    {
        public double F(double x) => ErrorFunction.Erf(x);

        public double DF(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

        public Vector256<float> F(Vector256<float> x) => ErrorFunction.Erf(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.Create(1.1283792f) * Vector256.Exp(-x * x);
    }
}
