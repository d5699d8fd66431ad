using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    internal static readonly Pointwise ReluF = new Pointwise<ReluFunction>("relu", default);

    /// <summary>max(x, 0), NaN stays NaN; derivative 1 for x &gt; 0, else 0. Nair and Hinton 2010; Glorot, Bordes and Bengio 2011, section 3.1.</summary>
    public Tensor Relu() => Apply(ReluF);

    private readonly struct ReluFunction : IUnary
    {
        public double F(double x) => x > 0 || double.IsNaN(x) ? x : 0;

        public double DF(double x, double y) => x > 0 ? 1 : 0;

        public V F<V>(V x) where V : struct, IWide<V> => Elementary.Relu(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Less(V.Of(0), x) & V.Of(1);
    }
}
