namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SqrtF = new Pointwise<SqrtFunction>("sqrt", default);

    /// <summary>√x, NaN below 0; derivative 1 / 2y.</summary>
    public Tensor Sqrt() => Apply(SqrtF);

    private readonly struct SqrtFunction : IUnary
    {
        public static bool SlopeReadsX => false;

        public static bool SlopeReadsY => true;

        public double F(double x) => Math.Sqrt(x);

        public double DF(double x, double y) => 0.5 / y;

        public V F<V>(V x) where V : struct, IWide<V> => V.Sqrt(x);

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(0.5f) / y;
    }
}
