using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise TanhF = new Pointwise<TanhFunction>("tanh", default);

    /// <summary>The hyperbolic tangent, 2σ(2x) − 1; derivative 1 − y². As an activation LeCun et al. 1998, "Efficient BackProp", section 4.4.</summary>
    public Tensor Tanh() => Apply(TanhF);

    private readonly struct TanhFunction : IUnary
    {
        public static bool SlopeReadsX => false;

        public static bool SlopeReadsY => true;

        public double F(double x) => Math.Tanh(x);

        public double DF(double x, double y) => 1 - y * y;

        public V F<V>(V x) where V : struct, IWide<V> => Hyperbolic.Tanh(x);

        public static unsafe long F<V>(float* x, float* y, long count) where V : struct, IWide<V> => Hyperbolic.Tanh<V>(x, y, count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(1) - y * y;
    }
}
