using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>x above 0, else α(eˣ − 1) (Clevert et al. 2016); derivative 1 above 0, else y + α.</summary>
    public Tensor Elu(double alpha = 1)
    {
        if (!double.IsFinite(alpha))
            throw new RangeException("elu", $"alpha {alpha} is not possible. Give a finite number.");
        DType.CheckHolds("elu", "alpha", alpha);
        return Apply(new Pointwise<EluFunction>("elu", new(alpha)));
    }

    private readonly struct EluFunction(double alpha) : IUnary
    {
        public double F(double x) => x > 0 ? x : alpha * Precise.Expm1(x);

        public double DF(double x, double y) => x > 0 ? 1 : alpha * Math.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Select(V.Less(V.Of(0), x), x, V.Of((float)alpha) * Elementary.Expm1(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Select(V.Less(V.Of(0), x), V.Of(1), V.Of((float)alpha) * Exponential.Exp(x));
    }
}
