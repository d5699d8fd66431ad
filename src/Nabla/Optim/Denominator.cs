using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>What adaptive steps are divided by: √v + ε, or √(v + ε) with ε in the root.</summary>
internal readonly struct Denominator(double epsilon, bool inRoot)
{
    private readonly Coefficient inside = inRoot ? epsilon : 0, outside = inRoot ? 0 : epsilon;

    internal double Of(double v) => Math.Sqrt(v + inside) + outside;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<float> Of(Vector256<float> v) => Vector256.Sqrt(v + inside.X8) + outside.X8;
}
