using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise HardSigmoidF = new Pointwise<HardSigmoidFunction>("hard_sigmoid", default);

    /// <summary>min(max(x + 3, 0), 6) / 6 (Howard et al. 2019); derivative 1/6 between −3 and 3, else 0.</summary>
    public Tensor HardSigmoid() => Apply(HardSigmoidF);

    private readonly struct HardSigmoidFunction : IUnary
    {
        public double F(double x) => Math.Clamp(x + 3, 0, 6) / 6;

        public double DF(double x, double y) => x > -3 && x < 3 ? 1.0 / 6 : 0;

        public Vector256<float> F(Vector256<float> x) => Vector256.Min(Vector256.Max(x + Vector256.Create(3f), Vector256<float>.Zero), Vector256.Create(6f)) / Vector256.Create(6f);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.LessThan(Vector256.Abs(x), Vector256.Create(3f)) & Vector256.Create(1f / 6);
    }
}
