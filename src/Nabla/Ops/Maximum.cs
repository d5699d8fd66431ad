namespace Nabla;

public sealed partial class Tensor
{
    private static readonly PointwiseBinary MaximumF = new PointwiseBinary<MaximumFunction>("maximum", default, Int128.Max);
    private static readonly PointwiseBinary MinimumF = new PointwiseBinary<MinimumFunction>("minimum", default, Int128.Min);

    /// <summary>The larger of a and b element by element, broadcast; NaN if either is. The gradient goes to the larger, half each to equals.</summary>
    public Tensor Maximum(Tensor b) => Binary(MaximumF, this, b, static (a, b, dc) => dc * ShareOfLarger(a, b), static (a, b, dc) => dc * ShareOfLarger(b, a));

    /// <summary>The smaller of a and b element by element, broadcast; NaN if either is. The gradient goes to the smaller, half each to equals.</summary>
    public Tensor Minimum(Tensor b) => Binary(MinimumF, this, b, static (a, b, dc) => dc * ShareOfLarger(b, a), static (a, b, dc) => dc * ShareOfLarger(a, b));

    // 1 where a > b, ½ where they are equal, else 0.
    private static Tensor ShareOfLarger(Tensor a, Tensor b) => ((a > b).To(a.DType) + (a >= b).To(a.DType)) * 0.5;

    private readonly struct MaximumFunction : IBinary
    {
        public double F(double a, double b) => Math.Max(a, b);

        public V F<V>(V a, V b) where V : struct, IWide<V> => V.Max(a, b);
    }

    private readonly struct MinimumFunction : IBinary
    {
        public double F(double a, double b) => Math.Min(a, b);

        public V F<V>(V a, V b) where V : struct, IWide<V> => V.Min(a, b);
    }
}
