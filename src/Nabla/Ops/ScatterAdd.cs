namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>A copy to whose elements others are added: y[i, index[i, j, k], k] += source[i, j, k] for axis 1.</summary>
    /// <remarks>index (I64 or I32) has the source's shape, which but for the axis is at most x's. dx = dy, dsource = dy gathered by the index.</remarks>
    public Tensor ScatterAdd(int axis, Tensor index, Tensor source)
    {
        CheckComputes("scatter_add");
        CheckGiven("scatter_add", "the index", index);
        CheckGiven("scatter_add", "the source", source);
        axis = Shape.Axis(axis, "scatter_add");
        if (source.DType != DType)
            throw new DTypeException("scatter_add", $"the source of shape {source.Shape} is {source.DType}, the tensor {DType}. Convert one with To.");
        if (source.Shape != index.Shape)
            throw new ShapeException("scatter_add", $"source {source.Shape} and index {index.Shape} differ in shape. Give one index for each element of the source.");
        CheckIndexShape("scatter_add", axis, index);
        index = Indices("scatter_add", index, axis);
        var y = ResultLike(View);
        Backend.Copy(View, y.View);
        Backend.ScatterAdd(source.View, axis, index.View, y.View);
        GC.KeepAlive(index);
        return Records(this, source) ? y.From(new ScatterAddNode(this, source, axis, index)) : y;
    }
}

internal sealed class ScatterAddNode(Tensor x, Tensor source, int axis, Tensor index) : Node(x, source, index)
{
    public override string Name => "scatter_add";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override void Backward(Tensor dy)
    {
        if (Wants(0))
            Give(0, dy);
        if (Wants(1))
            Give(1, dy.Gather(axis, Saved(2)));
    }
}
