namespace Nabla.Backends.Cpu;

/// <summary>A matrix of any strides, without its managed storage. The caller keeps the tensor alive.</summary>
internal readonly unsafe struct Matrix(float* data, int rows, int columns, nint row, nint column)
{
    internal readonly float* Data = data;
    internal readonly int Rows = rows, Columns = columns;

    /// <summary>Elements from row to row, and from column to column.</summary>
    internal readonly nint Row = row, Column = column;

    /// <summary>The last two dimensions of a view, from an element on.</summary>
    internal Matrix(in View v, long at = 0)
        : this(v.Data<float>() + at, v.Shape[^2], v.Shape[^1], (nint)v.Strides[v.Shape.Rank - 2], (nint)v.Strides[v.Shape.Rank - 1])
    {
    }

    /// <summary>The same memory, rows and columns exchanged.</summary>
    internal Matrix T => new(Data, Columns, Rows, Column, Row);

    /// <summary>True when the elements of a row lie together.</summary>
    internal bool HasDenseRows => Column == 1 || Columns == 1;
}
