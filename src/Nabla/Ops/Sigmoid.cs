using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SigmoidF = new Pointwise<SigmoidFunction>("sigmoid", default);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), the logistic function (Verhulst 1845), stable for any x; derivative y(1 − y), at most ¼. As an activation Rumelhart, Hinton and Williams 1986, eq. 2.</summary>
    public Tensor Sigmoid() => Apply(SigmoidF);

    private readonly struct SigmoidFunction : IUnary
    {
        public static bool SlopeReadsX => false;

        public static bool SlopeReadsY => true;

        public double F(double x) => Precise.Sigmoid(x);

        public double DF(double x, double y) => y * (1 - y);

        public V F<V>(V x) where V : struct, IWide<V> => Exponential.Sigmoid(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => y * (V.Of(1) - y);
    }
}
