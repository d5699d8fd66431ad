using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly PointwiseBinary PowF = new PointwiseBinary<PowFunction>("pow", default);

    /// <summary>xᵖ for one exponent; NaN below 0 unless p is whole. Derivative p·xᵖ⁻¹, 0 for p = 0.</summary>
    public Tensor Pow(double p) => Apply(new Pointwise<PowerFunction>("pow", new(p)));

    /// <summary>aᵇ element by element, broadcast; NaN where a is below 0 and b not whole.</summary>
    /// <remarks>d/da = b·aᵇ⁻¹ (0 where b = 0), d/db = aᵇ·ln a (0 where a = 0).</remarks>
    public Tensor Pow(Tensor b)
    {
        CheckFloat("pow");
        return Binary(PowF, this, b,
            static (a, b, dc) => dc * Where(b.Equal(0), Zeros([], a.DType), b * a.Pow(b - 1)),
            static (a, b, dc) => dc * Where(a.Equal(0), Zeros([], a.DType), a.Pow(b) * a.Log()));
    }

    private readonly struct PowFunction : IBinary
    {
        public double F(double a, double b) => Math.Pow(a, b);

        public Vector256<float> F(Vector256<float> a, Vector256<float> b)
        {
            var magnitude = Simd.PowAbs(a, b);
            var whole = Vector256.Equals(Vector256.Floor(b), b);
            var half = b * Vector256.Create(0.5f);
            var odd = whole & ~Vector256.Equals(Vector256.Floor(half), half);
            var negative = Vector256.LessThan(a, Vector256<float>.Zero);
            var signed = Vector256.ConditionalSelect(negative & odd, -magnitude, magnitude);
            signed = Vector256.ConditionalSelect(negative & ~whole, Vector256.Create(float.NaN), signed);
            return Vector256.ConditionalSelect(Vector256.Equals(b, Vector256<float>.Zero), Vector256<float>.One, signed);
        }
    }

    private readonly struct PowerFunction(double p) : IUnary
    {
        public double F(double x) => Math.Pow(x, p);

        public double DF(double x, double y) => p == 0 ? 0 : p * Math.Pow(x, p - 1);

        public Vector256<float> F(Vector256<float> x) =>
            p == 2 ? x * x : p == 3 ? x * x * x : default(PowFunction).F(x, Vector256.Create((float)p));

        public Vector256<float> DF(Vector256<float> x, Vector256<float> y) =>
            p == 0 ? Vector256<float>.Zero
            : p == 2 ? x + x
            : Vector256.Create((float)p) * default(PowFunction).F(x, Vector256.Create((float)(p - 1)));
    }
}
