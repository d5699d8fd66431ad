namespace Nabla.Backends.Cpu;

/// <summary>
/// One side of a matrix product seen as lanes × depth: rows of A or columns of B, cut into panels as wide as the
/// register tile. Seen so, both sides and all transposes pack by the same code.
/// </summary>
internal unsafe struct GemmOperand
{
    public float* Data;

    /// <summary>Distance between lanes, and between steps along the summed dimension.</summary>
    public nint Lane, Depth;

    public int Lanes, Width;

    public readonly int Panels => (int)(((long)Lanes + Width - 1) / Width);

    /// <summary>Packs panels first to last (exclusive), one after another, for the given part of the depth.</summary>
    public readonly void Pack(int first, int last, int start, int depth, float* to)
    {
        for (int p = first; p < last; p++, to += (nint)Width * depth)
        {
            int lane = p * Width;
            float* from = Data + lane * Lane + start * Depth;
            GemmPack.Panel(from, Lane, Depth, Math.Min(Width, Lanes - lane), depth, to, Width);
        }
    }
}
