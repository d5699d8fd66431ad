using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise LogF = new Pointwise<LogFunction>("log", default);

    /// <summary>ln x; derivative 1/x.</summary>
    public Tensor Log() => Apply(LogF);

    private readonly struct LogFunction : IUnary
    {
        public double F(double x) => Math.Log(x);

        public double DF(double x, double y) => 1 / x;

        public Vector256<float> F(Vector256<float> x) => Vector256.Log(x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256<float>.One / x;
    }
}
