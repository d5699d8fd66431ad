using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>
/// Chooses the register tile for this processor. The conditions are constants to the compiler, so the choice costs
/// nothing and the other tiles are not compiled.
/// </summary>
internal static unsafe class GemmKernel
{
    public const int MaxColumns = GemmKernel512.Columns;
    public const int MaxTile = GemmKernel512.Rows * GemmKernel512.Columns;

    /// <summary>Rows of a tile and lanes of a packed panel of A.</summary>
    public static int Rows => Lanes512.IsSupported ? GemmKernel512.Rows : Lanes256.IsSupported ? GemmKernel256.Rows : GemmKernel128.Rows;

    /// <summary>Columns of a tile and lanes of a packed panel of B.</summary>
    public static int Columns
        => Lanes512.IsSupported ? GemmKernel512.Columns : Lanes256.IsSupported ? GemmKernel256.Columns : GemmKernel128.Columns;

    /// <summary>
    /// C tile = bias (or zero) + A panel · B panel, plus C when <paramref name="accumulate"/>. Panels hold
    /// <paramref name="depth"/> ≥ 1 groups of <see cref="Rows"/> and <see cref="Columns"/> floats. Rows of the tile
    /// from <paramref name="rows"/> on may or may not be written.
    /// </summary>
    public static void Run(
        int rows, nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        if (Lanes512.IsSupported) GemmKernel512.Run(rows, depth, a, b, c, cRow, bias, accumulate);
        else if (Lanes256.IsSupported) GemmKernel256.Run(depth, a, b, c, cRow, bias, accumulate);
        else GemmKernel128.Run(depth, a, b, c, cRow, bias, accumulate);
    }

    /// <summary>Asks for the rows of C that the tile will add to, to hide their latency behind the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* c, nint cRow, int rows, bool accumulate)
    {
        if (!Sse.IsSupported || !accumulate) return;
        for (int i = 0; i < rows; i++, c += cRow)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + 16);
        }
    }
}
