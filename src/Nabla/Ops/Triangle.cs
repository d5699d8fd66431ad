namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The lower triangle of the last two dimensions: what lies on or below a diagonal, zeros above.</summary>
    /// <remarks>Diagonal 0 is the main one, 1 the one above it. <c>Tensor.Ones([n, n], DType.Bool).Tril()</c> is the mask of causal attention.</remarks>
    public Tensor Tril(int diagonal = 0) => Where(Triangle("tril", diagonal, lower: true), this, Full([], 0, DType));

    /// <summary>The upper triangle of the last two dimensions: what lies on or above a diagonal, zeros below.</summary>
    /// <remarks>Diagonal 0 is the main one, 1 the one above it.</remarks>
    public Tensor Triu(int diagonal = 0) => Where(Triangle("triu", diagonal, lower: false), this, Full([], 0, DType));

    // True where an element stays.
    private Tensor Triangle(string op, int diagonal, bool lower)
    {
        if (Shape.Rank < 2)
            throw new ShapeException(op, $"shape {Shape} has no last two dimensions. Give a matrix or a batch of them.");
        int rows = Shape[^2], columns = Shape[^1];
        var stays = new bool[AxisSize(op, (long)rows * columns, 0)];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                stays[r * columns + c] = lower ? c - r <= diagonal : c - r >= diagonal;
        return Of<bool>(stays, [rows, columns]);
    }
}
