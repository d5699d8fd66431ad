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
        private const double RootHalf = 0.70710678118654752440, RootTwoPi = 2.50662827463100050242, Far = 40;

        public double F(double x) => Math.Max(x, -Far) * Phi(x);

        public double DF(double x, double y) => Phi(x) + Math.Clamp(x, -Far, Far) * Math.Exp(-0.5 * x * x) / RootTwoPi;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Max(x, V.Of((float)-Far)) * ErrorFunction.Phi(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> =>
            V.MultiplyAdd(V.Clamp(x, V.Of((float)-Far), V.Of((float)Far)), Exponential.Exp(V.Of(-0.5f) * x * x) * V.Of((float)(1 / RootTwoPi)), ErrorFunction.Phi(x));

        private static double Phi(double x) => 0.5 * (1 + ErrorFunction.Erf(x * RootHalf));
    }

    private readonly struct GeluTanhFunction : IUnary
    {
        private const double Root = 0.79788456080286535588, Cubic = 0.044715, Far = -40;       // where 1 + tanh is 0: no −∞ · 0

        public double F(double x) => 0.5 * Math.Max(x, Far) * (1 + Math.Tanh(Root * (x + Cubic * x * x * x)));

        public double DF(double x, double y)
        {
            double t = Math.Tanh(Root * (x + Cubic * x * x * x));
            return 0.5 * (1 + t) + (t * t == 1 ? 0 : 0.5 * x * (1 - t * t) * Root * (1 + 3 * Cubic * x * x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Of(0.5f) * V.Max(x, V.Of((float)Far)) * (V.Of(1) + T(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V>
        {
            V t = T(x), half = V.Of(0.5f), one = V.Of(1);
            var inner = V.Of((float)Root) * (one + V.Of((float)(3 * Cubic)) * x * x);
            // 1 − t² is 0 where x² overflows: no ∞ · 0.
            var slope = V.Select(V.Equal(t * t, one), V.Of(0), half * x * (one - t * t) * inner);
            return half * (one + t) + slope;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V T<V>(V x) where V : struct, IWide<V> =>
            Hyperbolic.Tanh(V.Of((float)Root) * (x + V.Of((float)Cubic) * x * x * x));
    }
}
