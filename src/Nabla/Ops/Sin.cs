namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SinF = new Pointwise<SinFunction>("sin", default);

    /// <summary>sin x, x in radians; derivative cos x.</summary>
    public Tensor Sin() => Apply(SinF);

    private readonly struct SinFunction : IUnary
    {
        public double F(double x) => Math.Sin(x);

        public double DF(double x, double y) => Math.Cos(x);

        public V F<V>(V x) where V : struct, IWide<V> => V.Sin(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Cos(x);
    }
}
