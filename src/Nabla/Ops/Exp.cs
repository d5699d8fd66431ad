namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ExpF = new Pointwise<ExpFunction>("exp", default);

    /// <summary>eˣ; derivative y.</summary>
    public Tensor Exp() => Apply(ExpF);

    private readonly struct ExpFunction : IUnary
    {
        public static bool SlopeReadsX => false;

        public static bool SlopeReadsY => true;

        public double F(double x) => Math.Exp(x);

        public double DF(double x, double y) => y;

        public V F<V>(V x) where V : struct, IWide<V> => Exponential.Exp(x);

        public static unsafe long F<V>(float* x, float* y, long count) where V : struct, IWide<V> => Exponential.Exp<V>(x, y, count);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => y;
    }
}
