using System.Runtime.CompilerServices;

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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V a, V b) where V : struct, IWide<V>
        {
            var magnitude = V.PowAbs(a, b);
            var whole = V.Equal(V.Floor(b), b);
            var half = b * V.Of(0.5f);
            var odd = whole & ~V.Equal(V.Floor(half), half);
            var negative = V.Less(a, V.Of(0));
            var signed = V.Select(negative & odd, -magnitude, magnitude);
            signed = V.Select(negative & ~whole, V.Of(float.NaN), signed);
            return V.Select(V.Equal(b, V.Of(0)), V.Of(1), signed);
        }
    }

    private readonly struct PowerFunction(double p) : IUnary
    {
        public double F(double x) => Math.Pow(x, p);

        public double DF(double x, double y) => p == 0 ? 0 : p * Math.Pow(x, p - 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> =>
            p == 2 ? x * x : p == 3 ? x * x * x : default(PowFunction).F(x, V.Of((float)p));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> =>
            p == 0 ? V.Of(0)
            : p == 2 ? x + x
            : V.Of((float)p) * default(PowFunction).F(x, V.Of((float)(p - 1)));
    }
}
