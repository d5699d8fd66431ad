namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ReciprocalF = new Pointwise<ReciprocalFunction>("reciprocal", default);

    /// <summary>1 / x; derivative −y².</summary>
    public Tensor Reciprocal() => Apply(ReciprocalF);

    private readonly struct ReciprocalFunction : IUnary
    {
        public static bool SlopeReadsX => false;

        public static bool SlopeReadsY => true;

        public double F(double x) => 1 / x;

        public double DF(double x, double y) => -y * y;

        public V F<V>(V x) where V : struct, IWide<V> => V.Of(1) / x;

        public V DF<V>(V x, V y) where V : struct, IWide<V> => -y * y;
    }
}
