using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>softplus(d)·σ(d)^γ, −(1 − p)^γ ln p of a class that is behind by d (Lin et al. 2017, eq. 5): the fused part of <see cref="Loss.Focal"/>.</summary>
    internal Tensor FocalLosses(double gamma) => Apply(new Pointwise<FocalFunction>("focal", new(gamma)));

    /// <summary>These losses times a weight, whose gradient is finite however large the losses are: the weight of one that is far off does not change, and ∞ times its slope of 0 would be NaN.</summary>
    internal Tensor Weighed(Tensor weight, double gamma)
    {
        double most = (DType == DType.F32 ? float.MaxValue : double.MaxValue) / (2 * Math.Max(1, gamma));
        return Binary(MulF, this, weight, static (_, w, dy) => dy * w, (losses, _, dy) => dy * losses.Clamp(high: most));
    }

    private readonly struct FocalFunction(double gamma) : IUnary
    {
        private const double Far = 1000;                    // where σ(−d) is 0: no ∞ · 0

        public double F(double d) => Precise.Softplus(d) * Math.Pow(Precise.Sigmoid(d), gamma);

        public double DF(double d, double y) =>
            Math.Pow(Precise.Sigmoid(d), gamma) * (Precise.Sigmoid(d) + gamma * Math.Min(Precise.Softplus(d), Far) * Precise.Sigmoid(-d));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V d) where V : struct, IWide<V> => Elementary.Softplus(d) * Faded(Exponential.Sigmoid(d));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V d, V y) where V : struct, IWide<V>
        {
            V missed = Exponential.Sigmoid(d), loss = V.Min(Elementary.Softplus(d), V.Of((float)Far));
            return Faded(missed) * V.MultiplyAdd(V.Of((float)gamma) * loss, Exponential.Sigmoid(-d), missed);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private V Faded<V>(V missed) where V : struct, IWide<V> => new PowerFunction(gamma).F(missed);
    }
}
