using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ExpF = new Pointwise<ExpFunction>("exp", default);

    /// <summary>eˣ; derivative y.</summary>
    public Tensor Exp() => Apply(ExpF);

    private readonly struct ExpFunction : IUnary
    {
        public double F(double x) => Math.Exp(x);

        public double DF(double x, double y) => y;

        public Vector256<float> F(Vector256<float> x) => Vector256.Exp(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => y;
    }
}
