using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>min(max(x, low), high), NaN stays NaN; derivative 1 within the limits, 0 outside.</summary>
    public Tensor Clamp(double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (!(low <= high))
            throw new RangeException("clamp", FormattableString.Invariant($"limits {low} and {high}: ")
                + (double.IsNaN(low) || double.IsNaN(high) ? "NaN limits nothing. Give numbers, or leave a limit out." : "the lower one must not be above the upper one. Exchange them."));
        return Apply(new Pointwise<ClampFunction>("clamp", new(low, high)));
    }

    private readonly struct ClampFunction(double low, double high) : IUnary
    {
        public double F(double x) => Math.Clamp(x, low, high);

        public double DF(double x, double y) => x >= low && x <= high ? 1 : 0;

        public Vector256<float> F(Vector256<float> x) =>
            Vector256.Min(Vector256.Max(x, Vector256.Create((float)low)), Vector256.Create((float)high));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) =>
            Vector256.GreaterThanOrEqual(x, Vector256.Create((float)low)) & Vector256.LessThanOrEqual(x, Vector256.Create((float)high)) & Vector256<float>.One;
    }
}
