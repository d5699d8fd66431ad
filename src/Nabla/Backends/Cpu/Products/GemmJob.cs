namespace Nabla.Backends.Cpu;

/// <summary>One depth block of a matrix product: what its chunks need, and the loop over tiles they all run.</summary>
internal unsafe struct GemmJob
{
    /// <summary>Panels of B that each panel of A meets before the next one comes: kept in the second-level cache, where there is room for them.</summary>
    /// <remarks>On Zen 3 (AVX2, 512 KB) one panel at a time took 0.85 to 1.03 of the time of four at the bench's sizes from 512 on.</remarks>
    public static int ColumnGroup => Lanes256.IsSupported && !Lanes512.IsSupported ? 1 : 4;

    /// <summary>Panels of A that one chunk packs and keeps in the second-level cache.</summary>
    public const int RowGroup = 8;

    public GemmOperand A, B;
    public float* C, Bias, Shared;

    /// <summary>All panels of B for this depth block, where they are kept packed; else null.</summary>
    public float* KeptB;

    public nint CRow;
    public int DepthStart, DepthCount, ChunkPanels;
    public bool Accumulate;

    /// <summary>Multiplies packed panels of A (from number a0) by packed panels of B (from number b0) into C.</summary>
    public readonly void Multiply(float* a, int a0, int a1, float* b, int b0, int b1)
    {
        nint aStep = (nint)DepthCount * GemmKernel.Rows, bStep = (nint)DepthCount * GemmKernel.Columns;
        for (int group = b0; group < b1; group += ColumnGroup)
        {
            int end = Math.Min(b1, group + ColumnGroup);
            for (int i = a0; i < a1; i++)
                for (int j = group; j < end; j++)
                    Tile(i, j, a + (i - a0) * aStep, b + (j - b0) * bStep);
        }
    }

    private readonly void Tile(int i, int j, float* a, float* b)
    {
        int row = i * GemmKernel.Rows, column = j * GemmKernel.Columns;
        int rows = Math.Min(GemmKernel.Rows, A.Lanes - row), columns = Math.Min(GemmKernel.Columns, B.Lanes - column);
        float* c = C + row * CRow + column;
        float* bias = Bias == null ? null : Bias + column;
        if (rows == GemmKernel.Rows && columns == GemmKernel.Columns)
            Kernel(rows, DepthCount, a, b, c, CRow, bias, Accumulate);
        else
            EdgeTile(rows, columns, a, b, c, bias);
    }

    /// <summary>Runs a whole tile beside C, since the packed panels are padded, and copies the part that exists.</summary>
    private readonly void EdgeTile(int rows, int columns, float* a, float* b, float* c, float* bias)
    {
        float* tile = stackalloc float[GemmKernel.MaxTile];
        float* padded = stackalloc float[GemmKernel.MaxColumns];
        if (bias != null)
            for (int j = 0; j < columns; j++) padded[j] = bias[j];

        Kernel(rows, DepthCount, a, b, tile, GemmKernel.Columns, padded, accumulate: false);
        for (int i = 0; i < rows; i++, c += CRow, tile += GemmKernel.Columns)
        {
            if (Accumulate)
                for (int j = 0; j < columns; j++) c[j] += tile[j];
            else
                for (int j = 0; j < columns; j++) c[j] = tile[j];
        }
    }

    /// <summary>
    /// C tile = bias (or zero) + A panel · B panel, plus C when <paramref name="accumulate"/>. Panels hold
    /// <paramref name="depth"/> ≥ 1 groups of <see cref="GemmKernel.Rows"/> and <see cref="GemmKernel.Columns"/> floats. Rows of the tile
    /// from <paramref name="rows"/> on may or may not be written. The conditions are constants to the compiler.
    /// </summary>
    private static void Kernel(
        int rows, nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        if (Lanes512.IsSupported) GemmKernel512.Run(rows, depth, a, b, c, cRow, bias, accumulate);
        else if (Lanes256.IsSupported) GemmKernel256.Run(depth, a, b, c, cRow, bias, accumulate);
        else GemmKernel128.Run(depth, a, b, c, cRow, bias, accumulate);
    }
}
