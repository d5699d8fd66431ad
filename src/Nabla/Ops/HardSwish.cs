using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise HardSwishF = new Pointwise<HardSwishFunction>("hard_swish", default);

    /// <summary>x · hard sigmoid(x) (Howard et al. 2019, section 5.2); derivative 0 below −3, 1 above 3, (2x + 3) / 6 between. At −∞ 0 (PyTorch's is NaN).</summary>
    public Tensor HardSwish() => Apply(HardSwishF);

    private readonly struct HardSwishFunction : IUnary
    {
        public double F(double x) => Math.Max(x, -3) * (Math.Clamp(x + 3, 0, 6) / 6);

        public double DF(double x, double y) => x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.AtLeast(x, V.Of(-3f)) * (V.Clamp(x + V.Of(3f), V.Of(0), V.Of(6f)) / V.Of(6f));

        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Select(
            V.Less(V.Abs(x), V.Of(3f)),
            (x + x + V.Of(3f)) / V.Of(6f),
            V.Less(V.Of(0), x) & V.Of(1));
    }
}
