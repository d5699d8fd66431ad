namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise CosF = new Pointwise<CosFunction>("cos", default);

    /// <summary>cos x, x in radians; derivative −sin x.</summary>
    public Tensor Cos() => Apply(CosF);

    private readonly struct CosFunction : IUnary
    {
        public double F(double x) => Math.Cos(x);

        public double DF(double x, double y) => -Math.Sin(x);

        public V F<V>(V x) where V : struct, IWide<V> => V.Cos(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => -V.Sin(x);
    }
}
