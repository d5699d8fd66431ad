using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>C = A·Wᵀ for few rows of A: dot products of rows as they lie, since putting W in another order would cost more than it saves.</summary>
/// <remarks>A chunk is some groups of four rows of W, which stay in the first-level cache while A passes by.</remarks>
internal unsafe struct DotProduct : IJob
{
    private const int TargetChunks = 8, Group = 4;

    private Matrix a, c;
    private WeightRows w;
    private float* bias;
    private int groups, chunks;

    /// <summary>Rows of A are dense.</summary>
    internal static void Run(in Matrix a, in WeightRows w, float* bias, in Matrix c, bool inline)
    {
        int groups = (c.Columns + Group - 1) / Group;
        var job = new DotProduct { a = a, w = w, c = c, bias = bias, groups = groups, chunks = Math.Min(groups, TargetChunks) };
        if (!inline)
        {
            Workers.For(job.chunks, ref job);
            return;
        }

        for (int i = 0; i < job.chunks; i++)
            job.Run(i);
    }

    public readonly void Run(int chunk)
    {
        int first = (int)((long)chunk * groups / chunks), last = (int)((chunk + 1L) * groups / chunks);
        if (Lanes512.IsSupported) Run<Lanes512, Vector512<float>>(first, last);
        else if (Lanes256.IsSupported) Run<Lanes256, Vector256<float>>(first, last);
        else Run<Lanes128, Vector128<float>>(first, last);
    }

    private readonly void Run<L, V>(int first, int last)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (w.Form == WeightPacking.BF16) Run<L, V, BFloat16Rows<L, V>>(first, last);
        else if (w.Form == WeightPacking.Int8) Run<L, V, Int8Rows<L, V>>(first, last);
        else Run<L, V, SingleRows<L, V>>(first, last);
    }

    private readonly void Run<L, V, TForm>(int first, int last)
        where L : struct, ILanes<V>
        where V : struct
        where TForm : struct, IRowForm<V>
    {
        for (int column = first * Group; column < Math.Min(last * Group, c.Columns); column += Group)
        {
            int columns = Math.Min(Group, c.Columns - column), row = 0;
            var v = w.From(column);
            float* b = bias == null ? null : bias + column, x = a.Data, y = c.Data + column;
            int step = L.Count == 16 ? 4 : 2;       // sums of four rows fill 32 registers, of two rows 16
            for (; row < c.Rows; row += step, x += step * a.Row, y += step * c.Row)
            {
                int rows = Math.Min(step, c.Rows - row);
                if (rows > 2) DotKernel<L, V, Four, TForm>.Run(x, a.Row, rows, v.Data, v.Pitch, v.Scales, columns, a.Columns, y, c.Row, b);
                else if (rows == 2) DotKernel<L, V, Two, TForm>.Run(x, a.Row, rows, v.Data, v.Pitch, v.Scales, columns, a.Columns, y, c.Row, b);
                else DotKernel<L, V, One, TForm>.Run(x, a.Row, rows, v.Data, v.Pitch, v.Scales, columns, a.Columns, y, c.Row, b);
            }
        }
    }
}
