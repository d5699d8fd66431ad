namespace Nabla.Backends.Cpu;

/// <summary>C = A·B where rows of B are dense and few enough to stay in the cache: register tiles over operands that are not packed.</summary>
/// <remarks>A chunk is one panel of columns by some row tiles; cuts depend on shapes only.</remarks>
internal unsafe struct TileProduct : IJob
{
    private const int TargetChunks = 8;

    private Matrix a, b, c;
    private float* bias;
    private int tiles, groups;

    internal static void Run(in Matrix a, in Matrix b, float* bias, in Matrix c, bool inline)
    {
        int panels = Divide(c.Columns, Tiles.Columns), tiles = Divide(c.Rows, 2 * Tiles.HalfRows);
        var job = new TileProduct { a = a, b = b, c = c, bias = bias, tiles = tiles, groups = Math.Min(tiles, Divide(TargetChunks, panels)) };
        if (!inline)
        {
            Workers.For(panels * job.groups, ref job);
            return;
        }

        for (int i = 0; i < panels * job.groups; i++)
            job.Run(i);
    }

    public readonly void Run(int chunk)
    {
        int panel = chunk / groups, group = chunk % groups, column = panel * Tiles.Columns;
        var t = new Tile
        {
            ALane = a.Row,
            ADepth = a.Column,
            B = b.Data + column,
            BDepth = b.Row,
            Rows = 1,
            Depth = a.Columns,
            CLane = c.Row,
            Bias = bias == null ? null : bias + column,
            Columns = Math.Min(Tiles.Columns, c.Columns - column),
        };
        int last = (group + 1) * tiles / groups;
        for (int i = group * tiles / groups; i < last; i++)
        {
            // Tiles of equal height; the halves of an odd one share a row.
            int row = (int)((long)i * c.Rows / tiles), rows = (int)((i + 1L) * c.Rows / tiles) - row, half = (rows + 1) / 2;
            t.A0 = a.Data + row * a.Row;
            t.C0 = c.Data + row * c.Row + column;
            t.A1 = t.A0 + (rows - half) * a.Row;
            t.C1 = t.C0 + (rows - half) * c.Row;
            Tiles.Select(rows > half ? 2 : 1, half, t.Columns)(&t);
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
