using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise HardSwishF = new Pointwise<HardSwishFunction>("hard_swish", default);

    /// <summary>x · hard sigmoid(x) (Howard et al. 2019, section 5.2); derivative 0 below −3, 1 above 3, (2x + 3) / 6 between.</summary>
    public Tensor HardSwish() => Apply(HardSwishF);

    private readonly struct HardSwishFunction : IUnary
    {
        public double F(double x) => x * (Math.Clamp(x + 3, 0, 6) / 6);

        public double DF(double x, double y) => x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;

        public Vector256<float> F(Vector256<float> x) => x * (Vector256.Min(Vector256.Max(x + Vector256.Create(3f), Vector256<float>.Zero), Vector256.Create(6f)) / Vector256.Create(6f));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(3f)),
            (x + x + Vector256.Create(3f)) / Vector256.Create(6f),
            Vector256.GreaterThan(x, Vector256<float>.Zero) & Vector256<float>.One);
    }
}
