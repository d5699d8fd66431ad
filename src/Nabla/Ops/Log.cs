namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise LogF = new Pointwise<LogFunction>("log", default);

    /// <summary>ln x; derivative 1/x.</summary>
    public Tensor Log() => Apply(LogF);

    private readonly struct LogFunction : IUnary
    {
        public double F(double x) => Math.Log(x);

        public double DF(double x, double y) => 1 / x;

        public V F<V>(V x) where V : struct, IWide<V> => V.Log(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(1) / x;
    }
}
