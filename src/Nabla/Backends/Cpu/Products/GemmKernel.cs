using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>The size of the register tile on this processor: a constant to the compiler.</summary>
internal static unsafe class GemmKernel
{
    public const int MaxColumns = GemmKernel512.Columns;
    public const int MaxTile = GemmKernel512.Rows * GemmKernel512.Columns;

    /// <summary>Rows of a tile and lanes of a packed panel of A.</summary>
    public static int Rows => Lanes512.IsSupported ? GemmKernel512.Rows : Lanes256.IsSupported ? GemmKernel256.Rows : GemmKernel128.Rows;

    /// <summary>Columns of a tile and lanes of a packed panel of B.</summary>
    public static int Columns
        => Lanes512.IsSupported ? GemmKernel512.Columns : Lanes256.IsSupported ? GemmKernel256.Columns : GemmKernel128.Columns;

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
