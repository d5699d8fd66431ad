using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ErfF = new Pointwise<ErfFunction>("erf", default);

    /// <summary>The error function erf x = 2/√π ∫₀ˣ e^(−t²) dt; derivative 2/√π · e^(−x²).</summary>
    public Tensor Erf() => Apply(ErfF);

    private readonly struct ErfFunction : IUnary
    {
        public double F(double x) => ErrorFunction.Erf(x);

        public double DF(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

        public V F<V>(V x) where V : struct, IWide<V> => ErrorFunction.Erf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of(1.1283792f) * Exponential.ExpLow(-x * x);
    }
}
