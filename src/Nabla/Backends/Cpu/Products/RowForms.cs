using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>How a kernel reads a row of weights, resolved at compile time.</summary>
internal unsafe interface IRowForm<V>
    where V : struct
{
    /// <summary>True where each row has a factor.</summary>
    static abstract bool HasScale { get; }

    /// <summary>A vector of weights from the k-th on.</summary>
    static abstract V Load(byte* row, nint k);

    /// <summary>The lanes of <paramref name="mask"/>; others are 0, or anything finite.</summary>
    static abstract V Load(byte* row, nint k, V mask);
}

/// <summary><see cref="WeightPacking.F32"/>.</summary>
internal readonly unsafe struct SingleRows<L, V> : IRowForm<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool HasScale => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k) => L.Load((float*)row + k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k, V mask) => L.Load((float*)row + k, mask, false);
}

/// <summary><see cref="WeightPacking.BF16"/>, padded with zeros to whole vectors.</summary>
internal readonly unsafe struct BFloat16Rows<L, V> : IRowForm<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool HasScale => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k) => L.LoadBFloat16((ushort*)row + k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k, V mask) => L.LoadBFloat16((ushort*)row + k);
}

/// <summary><see cref="WeightPacking.Int8"/>, padded with zeros to whole vectors; the scale is the caller's.</summary>
internal readonly unsafe struct Int8Rows<L, V> : IRowForm<V>
    where L : struct, ILanes<V>
    where V : struct
{
    public static bool HasScale => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k) => L.LoadInt8((sbyte*)row + k);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* row, nint k, V mask) => L.LoadInt8((sbyte*)row + k);
}
