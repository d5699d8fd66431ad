namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise CeilF = new Pointwise<CeilFunction>("ceil", default);

    /// <summary>The smallest integer not below x; derivative 0.</summary>
    public Tensor Ceil() => Apply(CeilF);

    private readonly struct CeilFunction : IUnary
    {
        public double F(double x) => Math.Ceiling(x);

        public double DF(double x, double y) => 0;

        public V F<V>(V x) where V : struct, IWide<V> => V.Ceiling(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(0);
    }
}
