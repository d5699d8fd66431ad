using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Chooses among the register tiles for this processor; the conditions are constants to the compiler.</summary>
internal static unsafe class Tiles
{
    /// <summary>Floats in a vector.</summary>
    public static int Lanes => Lanes512.IsSupported ? Lanes512.Count : Lanes256.IsSupported ? Lanes256.Count : Lanes128.Count;

    /// <summary>Columns of a whole tile.</summary>
    public static int Columns => 2 * Lanes;

    /// <summary>The most rows in a half of a tile.</summary>
    public static int HalfRows => Lanes512.IsSupported ? Lanes512.HalfRows : Lanes256.IsSupported ? Lanes256.HalfRows : Lanes128.HalfRows;

    /// <summary>The kernel for one or two halves of 1 … <see cref="HalfRows"/> rows, and so many columns.</summary>
    public static delegate*<Tile*, void> Select(int halves, int rows, int columns) =>
        Lanes512.IsSupported ? Select<Lanes512, Vector512<float>>(halves, rows, columns)
        : Lanes256.IsSupported ? Select<Lanes256, Vector256<float>>(halves, rows, columns)
        : Select<Lanes128, Vector128<float>>(halves, rows, columns);

    private static delegate*<Tile*, void> Select<L, V>(int halves, int rows, int columns)
        where L : struct, ILanes<V>
        where V : struct => (halves, columns > L.Count) switch
        {
            (1, false) => Select<L, V, One, One>(rows),
            (1, true) => Select<L, V, One, Two>(rows),
            (_, false) => Select<L, V, Two, One>(rows),
            (_, true) => Select<L, V, Two, Two>(rows),
        };

    private static delegate*<Tile*, void> Select<L, V, THalves, TVectors>(int rows)
        where L : struct, ILanes<V>
        where V : struct
        where THalves : struct, INumber
        where TVectors : struct, INumber
    {
        if (rows == 1) return &TileKernel<L, V, THalves, One, TVectors>.Run;
        if (rows == 2) return &TileKernel<L, V, THalves, Two, TVectors>.Run;
        if (rows == 3 || L.HalfRows == 3) return &TileKernel<L, V, THalves, Three, TVectors>.Run;
        if (rows == 4) return &TileKernel<L, V, THalves, Four, TVectors>.Run;
        if (rows == 5) return &TileKernel<L, V, THalves, Five, TVectors>.Run;
        if (rows == 6) return &TileKernel<L, V, THalves, Six, TVectors>.Run;
        return &TileKernel<L, V, THalves, Seven, TVectors>.Run;
    }
}
