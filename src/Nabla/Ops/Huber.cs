using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>½d² for |d| ≤ δ, else δ(|d| − ½δ) (Huber 1964): the fused part of <see cref="Loss.Huber"/>.</summary>
    internal Tensor HuberOf(double delta) => Apply(new Pointwise<HuberFunction>("huber", new(delta)));

    /// <summary>½d²/β for |d| &lt; β, else |d| − ½β (Girshick 2015, eq. 3): the fused part of <see cref="Loss.SmoothL1"/>.</summary>
    internal Tensor SmoothL1Of(double beta) => Apply(new Pointwise<SmoothL1Function>("smooth_l1", new(beta)));

    // One of the two forms by a select, halved first: nothing overflows or vanishes before the loss does.
    private readonly struct HuberFunction(double delta) : IUnary
    {
        public double F(double d) => Math.Abs(d) <= delta ? 0.5 * d * d : delta * (Math.Abs(d) - 0.5 * delta);

        public double DF(double d, double y) => Math.Clamp(d, -delta, delta);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V d) where V : struct, IWide<V>
        {
            V half = V.Of(0.5f), limit = V.Of((float)delta), a = V.Abs(d);
            return V.Select(V.LessOrEqual(a, limit), half * d * d, limit * (a - half * limit));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V d, V y) where V : struct, IWide<V> => V.Clamp(d, V.Of(-(float)delta), V.Of((float)delta));
    }

    private readonly struct SmoothL1Function(double beta) : IUnary
    {
        public double F(double d) => Math.Abs(d) < beta ? 0.5 * (d / beta) * d : Math.Abs(d) - 0.5 * beta;

        public double DF(double d, double y) => Math.Clamp(d / beta, -1, 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V d) where V : struct, IWide<V>
        {
            V half = V.Of(0.5f), limit = V.Of((float)beta), a = V.Abs(d);
            return V.Select(V.Less(a, limit), half * (d / limit) * d, a - half * limit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V d, V y) where V : struct, IWide<V> => V.Clamp(d / V.Of((float)beta), V.Of(-1), V.Of(1));
    }
}
