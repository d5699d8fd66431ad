using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>min(max(x, low), high), NaN stays NaN; derivative 1 within the limits, 0 outside.</summary>
    public Tensor Clamp(double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (!(low <= high))
            throw new RangeException("clamp", FormattableString.Invariant($"limits {low} and {high}: ")
                + (double.IsNaN(low) || double.IsNaN(high) ? "NaN limits nothing. Give numbers, or leave a limit out." : "the lower one must not be above the upper one. Exchange them."));
        return Apply(new Pointwise<ClampFunction>("clamp", new(low, high)));
    }

    private readonly struct ClampFunction(double low, double high) : IUnary
    {
        public double F(double x) => Math.Clamp(x, low, high);

        public double DF(double x, double y) => x >= low && x <= high ? 1 : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> =>
            V.Min(V.Max(x, V.Of((float)low)), V.Of((float)high));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> =>
            V.LessOrEqual(V.Of((float)low), x) & V.LessOrEqual(x, V.Of((float)high)) & V.Of(1);
    }
}
