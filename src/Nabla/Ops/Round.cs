namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise RoundF = new Pointwise<RoundFunction>("round", default);

    /// <summary>The nearest integer, halves to the even one; derivative 0.</summary>
    public Tensor Round() => Apply(RoundF);

    private readonly struct RoundFunction : IUnary
    {
        public double F(double x) => Math.Round(x);

        public double DF(double x, double y) => 0;

        public V F<V>(V x) where V : struct, IWide<V> => V.Round(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(0);
    }
}
