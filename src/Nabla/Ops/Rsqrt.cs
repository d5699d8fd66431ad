using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise RsqrtF = new Pointwise<RsqrtFunction>("rsqrt", default);

    /// <summary>1 / √x; derivative −y / 2x.</summary>
    public Tensor Rsqrt() => Apply(RsqrtF);

    private readonly struct RsqrtFunction : IUnary
    {
        public static bool SlopeReadsY => true;

        public double F(double x) => 1 / Math.Sqrt(x);

        public double DF(double x, double y) => -0.5 * y / x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Of(1) / V.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(-0.5f) * y / x;
    }
}
