using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise HardSigmoidF = new Pointwise<HardSigmoidFunction>("hard_sigmoid", default);

    /// <summary>min(max(x + 3, 0), 6) / 6 (Howard et al. 2019); derivative 1/6 between −3 and 3, else 0.</summary>
    public Tensor HardSigmoid() => Apply(HardSigmoidF);

    private readonly struct HardSigmoidFunction : IUnary
    {
        public double F(double x) => Math.Clamp(x + 3, 0, 6) / 6;

        public double DF(double x, double y) => x > -3 && x < 3 ? 1.0 / 6 : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Clamp(x + V.Of(3f), V.Of(0), V.Of(6f)) / V.Of(6f);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Less(V.Abs(x), V.Of(3f)) & V.Of(1f / 6);
    }
}
