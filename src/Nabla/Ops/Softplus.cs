using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>ln(1 + e^(βx)) / β, a smooth ReLU, stable for any x; derivative σ(βx). Dugas et al. 2001, "Incorporating Second-Order Functional Knowledge for Better Option Pricing".</summary>
    public Tensor Softplus(double beta = 1)
    {
        if (!(beta > 0 && double.IsFinite(beta)))
            throw new RangeException("softplus", $"beta {beta} is not possible. Give a finite number above 0.");
        CheckFloat("softplus");
        if (!DType.CanDivideBy(beta))
            throw DType.CannotDivideBy("softplus", "beta", beta);
        return Apply(new Pointwise<SoftplusFunction>("softplus", new(beta)));
    }

    private readonly struct SoftplusFunction(double beta) : IUnary
    {
        // max(x, 0) + ln(1 + e^(−β|x|))/β: β·x alone would overflow before x does.
        public double F(double x) => Math.Max(x, 0) + Precise.Softplus(-Math.Abs(beta * x)) / beta;

        public double DF(double x, double y) => Precise.Sigmoid(beta * x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> =>
            V.AtLeast(x, V.Of(0)) + Elementary.Softplus(-V.Abs(V.Of((float)beta) * x)) / V.Of((float)beta);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => Exponential.Sigmoid(V.Of((float)beta) * x);
    }
}
