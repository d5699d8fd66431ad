using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Every register tile of this processor's width against plain loops.</summary>
public sealed unsafe class CpuTileTests
{
    private const int Rows = 2, Depth = 3, Room = 40;

    [Fact]
    public void Every_tile_computes_its_columns_and_touches_no_other()
    {
        for (int halves = 1; halves <= 2; halves++)
            for (int rows = 1; rows <= Tiles.HalfRows; rows++)
                for (int columns = 1; columns <= Tiles.Columns; columns++)
                    for (int mode = 0; mode < 3; mode++)
                        Check(halves, rows, columns, accumulate: mode == 1, bias: mode == 2);
    }

    private static void Check(int halves, int rows, int columns, bool accumulate, bool bias)
    {
        // Lanes 5 apart, depth 2, rows 50; B ends with its last column, so that a read beyond it would meet NaN.
        float[] a = Numbers(400, 1), b = Numbers(Rows * Depth * columns + Room, 2), c = Numbers(14 * Room, 3), extra = Numbers(Room, 4), before = [.. c];
        Array.Fill(b, float.NaN, Rows * Depth * columns, Room);
        Array.Fill(extra, float.NaN, columns, Room - columns);
        fixed (float* pa = a, pb = b, pc = c, pe = extra)
        {
            var tile = new Tile
            {
                A0 = pa,
                A1 = pa + 200,
                ALane = 5,
                ADepth = 2,
                ARow = 50,
                B = pb,
                BDepth = columns,
                BRow = Depth * columns,
                Rows = Rows,
                Depth = Depth,
                C0 = pc,
                C1 = pc + 7 * Room,
                CLane = Room,
                Bias = bias ? pe : null,
                Columns = columns,
                Accumulate = accumulate,
            };
            Tiles.Select(halves, rows, columns)(&tile);
        }

        for (int lane = 0; lane < 14; lane++)
            for (int j = 0; j < Room; j++)
            {
                int half = lane / 7, i = lane % 7;
                double expected = before[lane * Room + j];
                if (half < halves && i < rows && j < columns)
                {
                    expected = accumulate ? expected : bias ? extra[j] : 0;
                    for (int r = 0; r < Rows; r++)
                        for (int k = 0; k < Depth; k++)
                            expected += (double)a[half * 200 + i * 5 + k * 2 + r * 50] * b[(r * Depth + k) * columns + j];
                }

                if (!(Math.Abs(c[lane * Room + j] - expected) <= 1e-5))
                    Assert.Fail($"{halves}×{rows}×{columns}: lane {lane}, column {j} is {c[lane * Room + j]}, {expected} was expected");
            }
    }

    private static float[] Numbers(int count, ulong stream)
    {
        var random = new Philox(5, stream);
        return [.. Enumerable.Range(0, count).Select(i => (float)random.Normal((ulong)i))];
    }
}
