namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise FloorF = new Pointwise<FloorFunction>("floor", default);

    /// <summary>The largest integer not above x; derivative 0.</summary>
    public Tensor Floor() => Apply(FloorF);

    private readonly struct FloorFunction : IUnary
    {
        public double F(double x) => Math.Floor(x);

        public double DF(double x, double y) => 0;

        public V F<V>(V x) where V : struct, IWide<V> => V.Floor(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(0);
    }
}
