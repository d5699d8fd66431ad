using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>What number a pixel has, as seen from a window: the same wherever both move together, or the same from all windows.</summary>
internal readonly record struct PlaceNumbers(int First, int Row, int WindowRow, int WindowColumn)
{
    /// <summary>That of the pixel in a row and column of x, from the window in row i and column j of y.</summary>
    internal int Of(int row, int column, int i, int j) => First + row * Row + column - i * WindowRow - j * WindowColumn;
}

/// <summary>How the places of maxima are kept: side by side as whole numbers of 32 bits in the kernels, and in memory as the type says.</summary>
internal unsafe interface IPlaces
{
    static abstract V Load<V>(void* index, nint at, int left) where V : struct, IWide<V>;

    static abstract void Store<V>(V places, void* index, nint at, int left) where V : struct, IWide<V>;
}

/// <summary>A byte each: places within a window.</summary>
internal readonly unsafe struct BytePlaces : IPlaces
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(void* index, nint at, int left) where V : struct, IWide<V> => Wide.LoadBytes<V>((byte*)index + at, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V places, void* index, nint at, int left) where V : struct, IWide<V> => Wide.StoreBytes(places, (byte*)index + at, left);
}

/// <summary>32 bits each: places within the plane, where a window has more than a byte can number.</summary>
internal readonly unsafe struct PlanePlaces : IPlaces
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(void* index, nint at, int left) where V : struct, IWide<V> => Wide.Load<V>((float*)index + at, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(V places, void* index, nint at, int left) where V : struct, IWide<V> => Wide.Store(places, (float*)index + at, left);
}

/// <summary>Not at all: nobody will ask for a gradient.</summary>
internal readonly unsafe struct NoPlaces : IPlaces
{
    public static V Load<V>(void* index, nint at, int left) where V : struct, IWide<V> => default;

    public static void Store<V>(V places, void* index, nint at, int left) where V : struct, IWide<V>
    {
    }
}
