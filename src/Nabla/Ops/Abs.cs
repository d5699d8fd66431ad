namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise AbsF = new Pointwise<AbsFunction>("abs", default);

    /// <summary>|x|; derivative the sign of x, 0 at 0.</summary>
    public Tensor Abs() => Apply(AbsF);

    private readonly struct AbsFunction : IUnary
    {
        public double F(double x) => Math.Abs(x);

        public double DF(double x, double y) => x > 0 ? 1 : x < 0 ? -1 : x * 0;

        public V F<V>(V x) where V : struct, IWide<V> => V.Abs(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => Elementary.Sign(x);
    }
}
