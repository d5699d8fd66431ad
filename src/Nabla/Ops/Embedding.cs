namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The rows of this table (V, D) that an index (…) of I64 or I32 names: (…, D).</summary>
    /// <remarks>
    /// dx adds dy to the rows it came from. The row <paramref name="paddingIndex"/>, which may count from the end, gets no
    /// gradient: it stands for "no word".
    /// </remarks>
    public Tensor Embedding(Tensor index, int? paddingIndex = null)
    {
        if (Shape.Rank != 2)
            throw new ShapeException("embedding", $"the table has shape {Shape}; (V, D), one row for each word, was expected. Reshape it.");
        if (!DType.IsFloat())
            throw new DTypeException("embedding", $"the table is {DType}, F32 or F64 was expected. Convert with To(DType.F32), or use IndexSelect.");
        int padding = paddingIndex is { } p ? p < 0 ? p + Shape[0] : p : -1;
        if (paddingIndex is not null && (uint)padding >= (uint)Shape[0])
            throw new RangeException("embedding", $"padding index {paddingIndex} is outside the {Shape[0]} rows of table {Shape}. Use {-Shape[0]} to {Shape[0] - 1}.");
        var rows = Indices("embedding", index, 0).Flatten();
        var y = Result([rows.Shape[0], Shape[1]], DType, "embedding");
        Backend.Gather(View, 0, AlongAxis(rows, 0).View, y.View);
        y = new(y.View.TryReshape([.. index.Shape, Shape[1]], out var shaped) ? shaped : y.View);
        GC.KeepAlive(rows);
        return Records(this) ? y.From(new EmbeddingNode(this, rows, padding)) : y;
    }
}

internal sealed class EmbeddingNode(Tensor table, Tensor rows, int padding) : Node(table, rows)
{
    public override string Name => "embedding";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("padding_index", padding)];

    protected internal override void Backward(Tensor dy)
    {
        var rows = Saved(1);
        var dx = Tensor.Result(Inputs[0]!.Shape, dy.DType);
        dx.Backend.EmbeddingGrad(dy.Reshape([rows.Shape[0], dx.Shape[1]]).View, rows.View, padding, dx.View);
        Give(0, dx);
    }
}
