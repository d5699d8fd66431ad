using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise SeluF = new Pointwise<SeluFunction>("selu", default);

    /// <summary>λx above 0, else λα(eˣ − 1), with λ = 1.0507… and α = 1.6733…, which keep mean 0 and variance 1 (Klambauer et al. 2017, eq. 2 and 14).</summary>
    public Tensor Selu() => Apply(SeluF);

    private readonly struct SeluFunction : IUnary
    {
        public double F(double x) => Scale * (x > 0 ? x : Alpha * Precise.Expm1(x));

        public double DF(double x, double y) => Scale * (x > 0 ? 1 : Alpha * Math.Exp(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V F<V>(V x) where V : struct, IWide<V> => V.Of((float)Scale) * V.Select(V.Less(V.Of(0), x), x, V.Of((float)Alpha) * Elementary.Expm1(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V DF<V>(V x, V y) where V : struct, IWide<V> => V.Of((float)Scale) * V.Select(V.Less(V.Of(0), x), V.Of(1), V.Of((float)Alpha) * Exponential.Exp(x));

        private const double Scale = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;
    }
}
