using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>Whether ReLU came behind the norm that a gradient passes; a type, so that the loops without it do not ask.</summary>
internal interface IRelu
{
    static abstract bool Is { get; }
}

internal readonly struct WithRelu : IRelu
{
    public static bool Is => true;
}

internal readonly struct WithoutRelu : IRelu
{
    public static bool Is => false;
}

/// <summary>ReLU's gradient by the number that the norm before it gave, which is computed again instead of read.</summary>
internal static class BehindNorm<V>
    where V : struct, IWide<V>
{
    /// <summary>dy where distance · factor + gate, computed as the norm's output was, is above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Passed(V dy, V distance, V factor, V gate) => V.Less(V.Of(0), V.MultiplyAdd(distance, factor, gate)) & dy;
}
