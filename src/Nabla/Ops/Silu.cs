using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    internal static readonly Pointwise SiluF = new Pointwise<SiluFunction>("silu", default);

    /// <summary>x · σ(x), also called swish (Elfwing et al. 2018); derivative σ(1 + x(1 − σ)).</summary>
    public Tensor Silu() => Apply(SiluF);

    private readonly struct SiluFunction : IUnary
    {
        public double F(double x) => x * Precise.Sigmoid(x);

        public double DF(double x, double y) => Precise.Sigmoid(x) * (1 + x * (1 - Precise.Sigmoid(x)));

        public V F<V>(V x) where V : struct, IWide<V> => x * Exponential.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => Exponential.Sigmoid(x) * V.MultiplyAdd(x, V.Of(1) - Exponential.Sigmoid(x), V.Of(1));
    }
}
