using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>x above 0, else slope · x (Maas et al. 2013); derivative 1 above 0, else the slope.</summary>
    public Tensor LeakyRelu(double slope = 0.01) => !double.IsFinite(slope) ? throw new RangeException("leaky_relu", $"slope {slope} is not possible. Give a finite number.") : Apply(new Pointwise<LeakyReluFunction>("leaky_relu", new(slope)));

    private readonly struct LeakyReluFunction(double slope) : IUnary
    {
        public double F(double x) => x > 0 ? x : slope * x;

        public double DF(double x, double y) => x > 0 ? 1 : slope;

        public Vector256<float> F(Vector256<float> x) => Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, Vector256.Create((float)slope) * x);

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) => Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), Vector256<float>.One, Vector256.Create((float)slope));
    }
}
