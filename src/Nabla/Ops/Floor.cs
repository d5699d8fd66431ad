using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise FloorF = new Pointwise<FloorFunction>("floor", default);

    /// <summary>The largest integer not above x; derivative 0.</summary>
    public Tensor Floor() => Apply(FloorF);

    private readonly struct FloorFunction : IUnary
    {
        public double F(double x) => Math.Floor(x);

        public double DF(double x, double y) => 0;

        public Vector256<float> F(Vector256<float> x) => Vector256.Floor(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.Zero;
    }
}
