using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    internal static readonly Pointwise SiluF = new Pointwise<SiluFunction>("silu", default);

    /// <summary>x · σ(x), also called swish (Elfwing et al. 2018); derivative σ(1 + x(1 − σ)). At −∞ 0, its limit (PyTorch's is NaN).</summary>
    public Tensor Silu() => Apply(SiluF);

    private readonly struct SiluFunction : IUnary
    {
        private const double Far = 1000;                           // where σ is at its limit: no ∞ · 0

        public double F(double x) => Math.Max(x, -Far) * Precise.Sigmoid(x);

        public double DF(double x, double y) => Precise.Sigmoid(x) * (1 + Math.Clamp(x, -Far, Far) * (1 - Precise.Sigmoid(x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.AtLeast(x, V.Of((float)-Far)) * Exponential.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> =>
            Exponential.Sigmoid(x) * V.MultiplyAdd(V.Clamp(x, V.Of((float)-Far), V.Of((float)Far)), V.Of(1) - Exponential.Sigmoid(x), V.Of(1));
    }
}
