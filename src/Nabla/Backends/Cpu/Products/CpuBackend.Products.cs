namespace Nabla.Backends.Cpu;

/// <summary>Chooses the routine of a matrix product by its shapes and strides.</summary>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>Multiply-adds below which waking other threads costs more than it saves.</summary>
    private const long InlineWork = 200_000;

    /// <summary>Rows up to which dot products gain even over a W that is kept packed: each of its rows passes by for four of them.</summary>
    private const int DotRows = 8;

    /// <summary>Rows that pay for no packing of W, and floats of an operand that stays in the second-level cache.</summary>
    private const int FewRows = 64, Cached = 1 << 17;

    /// <summary>C = A·B, plus a bias for each column when not null. C has dense rows and overlaps neither. Where B are weights, their storage keeps them packed, or in a narrow form for few rows.</summary>
    private static void Multiply(in Matrix a, in Matrix b, float* bias, in Matrix c, Storage? weights = null)
    {
        bool inline = (long)c.Rows * c.Columns * a.Columns < InlineWork, denseRows = a.Column == 1 || a.Columns == 1;
        if (a.Columns == 0)
            Gemm.Run(c.Rows, c.Columns, 0, a.Data, a.Row, a.Column, b.Data, b.Row, b.Column, c.Data, c.Row, bias, accumulate: false);
        else if (c.Rows > DotRows && !inline && PackedWeights.Keeps(weights) && weights.Narrow is null && PanelProduct.Suits(a, c))
            PanelProduct.Run(a, b, bias, c, weights);
        else if (denseRows && b.T.HasDenseRows && c.Rows <= FewRows && (c.Rows <= 8 || (long)c.Rows * a.Columns <= Cached))
        {
            var kept = NarrowWeights.Of(weights, b.T, out var rows);
            DotProduct.Run(a, rows, bias, c, inline);
            GC.KeepAlive(kept);
        }
        else if (b.HasDenseRows && (long)b.Rows * b.Columns <= Cached)
            TileProduct.Run(a, b, bias, c, inline);
        else if (PanelProduct.Suits(a, c) && !inline)
            PanelProduct.Run(a, b, bias, c, weights);
        else
            Gemm.Run(c.Rows, c.Columns, a.Columns, a.Data, a.Row, a.Column, b.Data, b.Row, b.Column, c.Data, c.Row, bias, accumulate: false, weights);
    }
}
