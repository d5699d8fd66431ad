using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>x above 0, else slope · x (Maas et al. 2013); derivative 1 above 0, else the slope.</summary>
    public Tensor LeakyRelu(double slope = 0.01)
    {
        if (!double.IsFinite(slope))
            throw new RangeException("leaky_relu", $"slope {slope} is not possible. Give a finite number.");
        DType.CheckHolds("leaky_relu", "slope", slope);
        return Apply(new Pointwise<LeakyReluFunction>("leaky_relu", new(slope)));
    }

    private readonly struct LeakyReluFunction(double slope) : IUnary
    {
        public double F(double x) => x > 0 ? x : slope * x;

        public double DF(double x, double y) => x > 0 ? 1 : slope;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Select(V.Less(V.Of(0), x), x, V.Of((float)slope) * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Select(V.Less(V.Of(0), x), V.Of(1), V.Of((float)slope));
    }
}
