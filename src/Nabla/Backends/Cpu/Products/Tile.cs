namespace Nabla.Backends.Cpu;

/// <summary>
/// What the micro-kernel computes: for each lane i (a row of C) of each half and each column j of one or two vectors,
/// C[i, j] = Σ_r Σ_k A[r·ARow + k·ADepth + i·ALane] · B[r·BRow + k·BDepth + j], plus C itself or a bias.
/// </summary>
/// <remarks>
/// Nothing need be packed but what gains by it. Over channels-last images this one sum is a convolution (lanes: pixels;
/// k: the contiguous (kx, channel); r: ky; B: packed weights), its weight gradient (lanes: (kx, channel); k and r:
/// pixels and rows; B: dy), and a small matrix product. The halves start anywhere, so 7-wide maps fill a tile of 14.
/// </remarks>
internal unsafe struct Tile
{
    /// <summary>The first lane of each half; the second is unused when there is one half.</summary>
    public float* A0, A1;

    public nint ALane, ADepth, ARow;

    public float* B;

    public nint BDepth, BRow;

    /// <summary>Bytes from each row of B to one that will be read soon: it is brought into the second-level cache meanwhile. 0 for none.</summary>
    public nint Ahead;

    /// <summary>The number of r and of k: 1 or more.</summary>
    public nint Rows, Depth;

    public float* C0, C1;

    public nint CLane;

    /// <summary>One value for each column, or null; unused with <see cref="Accumulate"/>.</summary>
    public float* Bias;

    /// <summary>Columns that exist: no other memory of B, C and the bias is touched.</summary>
    public int Columns;

    public bool Accumulate;

    /// <summary>Whether C, where its vectors are whole, is stored past the caches: they are aligned then.</summary>
    public bool Stream;
}
