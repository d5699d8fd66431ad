namespace Nabla.Backends.Cpu;

/// <summary>Chooses the routine of a matrix product by its shapes and strides.</summary>
internal static unsafe class Products
{
    /// <summary>C = A·B, plus a bias for each column when not null. C has dense rows and overlaps neither.</summary>
    internal static void Run(in Matrix a, in Matrix b, float* bias, in Matrix c) =>
        Gemm.Run(c.Rows, c.Columns, a.Columns, a.Data, a.Row, a.Column, b.Data, b.Row, b.Column, c.Data, c.Row, bias, accumulate: false);
}
