namespace Nabla.Backends.Cpu;

/// <summary>
/// C = A·B where rows of A are read as they lie and only B is packed, by the chunk that needs it: a middling product on several threads would
/// lose a tenth of its time by waiting until all have packed, and by reading what the others did. The same bits as <see cref="Gemm"/>'s.
/// </summary>
/// <remarks>A chunk is some panels of columns through the whole depth. Cuts depend on shapes only.</remarks>
internal unsafe struct PanelProduct : IJob
{
    /// <summary>Chunks to aim at, and the most panels of one: those meet each few rows of A before the next rows come.</summary>
    private const int TargetChunks = 8, MostPanels = 4;

    /// <summary>Multiply-adds above which waiting no longer counts, and packed rows of A are read a little faster.</summary>
    private const long MostWork = 1 << 28;

    private Matrix a, c;
    private GemmOperand b;
    private float* bias, kept;
    private int depth, panelsPerChunk, pairs, tiles;

    /// <summary>
    /// True where A's rows lie so that those of a tile do not compete for the same places of the nearest cache, as at a distance of 4 KB they
    /// do, and where C is wide enough for each chunk to pack its own part of B. Not measured with narrower vectors.
    /// </summary>
    internal static bool Suits(in Matrix a, in Matrix c) =>
        Lanes512.IsSupported && a.Column == 1 && c.Columns >= c.Rows && (long)c.Rows * c.Columns * a.Columns <= MostWork
        && a.Row * sizeof(float) % 4096 is >= 512 and <= 4096 - 512;

    internal static void Run(in Matrix a, in Matrix b, float* bias, in Matrix c, Storage? weights)
    {
        var operand = new GemmOperand { Data = b.Data, Lane = b.Column, Depth = b.Row, Lanes = c.Columns, Width = GemmKernel.Columns };
        int depth = Gemm.DepthOf(a.Columns), most = MostPanels;
        while (most > 1 && Divide(operand.Panels, most) < TargetChunks)
            most /= 2;
        var kept = Gemm.KeptB(operand, a.Columns, depth, weights);
        var job = new PanelProduct
        {
            a = a,
            b = operand,
            c = c,
            bias = bias,
            kept = kept is null ? null : kept.Data,
            depth = depth,
            panelsPerChunk = most,
            pairs = Divide(c.Rows, 2),
            tiles = Divide(c.Rows, 2 * Tiles.HalfRows),
        };
        Workers.For(Divide(operand.Panels, most), ref job);
        GC.KeepAlive(kept);
    }

    public readonly void Run(int chunk)
    {
        int first = chunk * panelsPerChunk, last = Math.Min(b.Panels, first + panelsPerChunk);
        for (int start = 0; start < a.Columns; start += depth)
        {
            int count = Math.Min(depth, a.Columns - start);
            Multiply(first, last, start, count, kept == null ? Pack(first, last, start, count) : kept + ((nint)start * b.Panels + (nint)first * count) * b.Width);
        }
    }

    private readonly float* Pack(int first, int last, int start, int count)
    {
        float* to = Scratch.Get(Scratch.GemmLocal, (long)panelsPerChunk * b.Width * depth);
        b.Pack(first, last, start, count, to);
        return to;
    }

    private readonly void Multiply(int first, int last, int start, int count, float* panels)
    {
        var t = new Tile { ALane = a.Row, ADepth = 1, BDepth = b.Width, Rows = 1, Depth = count, CLane = c.Row, Accumulate = start > 0 };
        for (int i = 0; i < tiles; i++)
        {
            // Tiles of about equal height; an odd row goes alone, since halves that share one would add to it twice.
            int row = 2 * (int)((long)i * pairs / tiles), rows = Math.Min(c.Rows, 2 * (int)((i + 1L) * pairs / tiles)) - row, half = rows / 2;
            for (int panel = first; panel < last; panel++)
            {
                int column = panel * b.Width;
                t.B = panels + (nint)(panel - first) * b.Width * count;
                t.Bias = bias == null || start > 0 ? null : bias + column;
                t.Columns = Math.Min(b.Width, c.Columns - column);
                if (half > 0)
                    Run(t, 2, half, row, start, column);
                if (rows % 2 > 0)
                    Run(t, 1, 1, row + rows - 1, start, column);
            }
        }
    }

    private readonly void Run(Tile t, int halves, int half, int row, int start, int column)
    {
        t.A0 = a.Data + row * a.Row + start;
        t.A1 = t.A0 + half * a.Row;
        t.C0 = c.Data + row * c.Row + column;
        t.C1 = t.C0 + half * c.Row;
        Tiles.Select(halves, half, t.Columns)(&t);
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
