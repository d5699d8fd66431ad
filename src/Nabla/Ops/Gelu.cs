using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise GeluF = new Pointwise<GeluFunction>("gelu", default);
    private static readonly Pointwise GeluTanhF = new Pointwise<GeluTanhFunction>("gelu_tanh", default);

    /// <summary>x · Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016); derivative Φ(x) + x · φ(x). At −∞ 0, its limit (PyTorch's is NaN).</summary>
    public Tensor Gelu() => Apply(GeluF);

    /// <summary>GELU by a tanh: ½x(1 + tanh(√(2/π)(x + 0.044715x³))), as GPT-2 and BERT's original code have it (Hendrycks and Gimpel 2016, section 2). At −∞ 0, its limit.</summary>
    public Tensor GeluTanh() => Apply(GeluTanhF);

    private readonly struct GeluFunction : IUnary
    {
        // Beyond ±40 Φ and φ are at their limits: x is taken as no farther, so that there is no ∞ · 0.
        private const double RootTwoPi = 2.50662827463100050242, Far = 40;

        public double F(double x) => Math.Max(x, -Far) * Gaussian.Cdf(x);

        public double DF(double x, double y) => Gaussian.Cdf(x) + Math.Clamp(x, -Far, Far) * Math.Exp(-0.5 * x * x) / RootTwoPi;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.AtLeast(x, V.Of((float)-Far)) * ErrorFunction.Phi(x, out _);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V>
        {
            var phi = ErrorFunction.Phi(x, out var e);
            return V.MultiplyAdd(V.Clamp(x, V.Of((float)-Far), V.Of((float)Far)), e * V.Of((float)(1 / RootTwoPi)), phi);
        }
    }

    // ½(1 + tanh u) = σ(2u), which keeps its digits where tanh comes to −1.
    private readonly struct GeluTanhFunction : IUnary
    {
        private const double Twice = 1.59576912160573071176, Cubic = 0.044715, Far = -40;       // where σ is 0: no −∞ · 0

        public double F(double x) => Math.Max(x, Far) * Precise.Sigmoid(TwiceU(x));

        public double DF(double x, double y)
        {
            double s = Precise.Sigmoid(TwiceU(x)), falls = s * Precise.Sigmoid(-TwiceU(x));
            return s + (falls == 0 ? 0 : x * falls * Twice * (1 + 3 * Cubic * x * x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.AtLeast(x, V.Of((float)Far)) * Exponential.Sigmoid(TwiceU(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V>
        {
            V s = Exponential.Sigmoid(TwiceU(x)), falls = s * (V.Of(1) - s), zero = V.Of(0);
            var slope = x * falls * V.MultiplyAdd(V.Of((float)(3 * Cubic * Twice)) * x, x, V.Of((float)Twice));
            return s + V.Select(V.Equal(falls, zero), zero, slope);                              // x² may overflow there: no ∞ · 0
        }

        private static double TwiceU(double x) => Twice * (x + Cubic * x * x * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V TwiceU<V>(V x) where V : struct, IWide<V> => x * V.MultiplyAdd(V.Of((float)(Cubic * Twice)) * x, x, V.Of((float)Twice));
    }
}
