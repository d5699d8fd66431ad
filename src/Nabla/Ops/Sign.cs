namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SignF = new Pointwise<SignFunction>("sign", default);

    /// <summary>1 above 0, −1 below, 0 at 0, NaN of NaN; derivative 0.</summary>
    public Tensor Sign() => Apply(SignF);

    private readonly struct SignFunction : IUnary
    {
        public double F(double x) => x > 0 ? 1 : x < 0 ? -1 : x * 0;

        public double DF(double x, double y) => 0;

        public V F<V>(V x) where V : struct, IWide<V> => Elementary.Sign(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(0);
    }
}
