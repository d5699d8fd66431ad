namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Elements picked along one axis: y[i, j, k] = x[i, index[i, j, k], k] for axis 1.</summary>
    /// <remarks>
    /// index (I64 or I32) has as many dimensions as x and, but for the axis, sizes of at most x's; y takes its shape.
    /// dx adds dy to the places it was picked from.
    /// </remarks>
    public Tensor Gather(int axis, Tensor index)
    {
        axis = Shape.Axis(axis, "gather");
        CheckIndexShape("gather", axis, index);
        return Gathered("gather", axis, Indices("gather", index, axis));
    }

    /// <summary>The positions of one axis that an index (n) of I64 or I32 names, in its order: y.Shape[axis] = n.</summary>
    /// <remarks>dx adds dy to the positions it came from.</remarks>
    public Tensor IndexSelect(int axis, Tensor index)
    {
        axis = Shape.Axis(axis, "index_select");
        CheckGiven("index_select", "the index", index);
        if (index.Shape.Rank != 1)
            throw new ShapeException("index_select", $"the index has shape {index.Shape}; one dimension was expected. Flatten it, or use Gather for an index of each element.");
        return Gathered("index_select", axis, AlongAxis(Indices("index_select", index, axis), axis));
    }

    // An index (n) as one for each element: n at the axis, repeated along the others.
    private Tensor AlongAxis(Tensor index, int axis)
    {
        int n = index.Shape[0];
        return index.Reshape(AllOnes(Shape.Rank).With(axis, n)).Expand(Shape.With(axis, n));
    }

    private Tensor Gathered(string op, int axis, Tensor index)
    {
        var y = Result(index.Shape, DType, op);
        Backend.Gather(View, axis, index.View, y.View);
        GC.KeepAlive(index);
        return Records(this) ? y.From(new GatherNode(op, this, axis, index)) : y;
    }

    private void CheckIndexShape(string op, int axis, Tensor index)
    {
        CheckGiven(op, "the index", index);
        bool fits = index.Shape.Rank == Shape.Rank;
        for (int d = 0; fits && d < Shape.Rank; d++)
            fits = d == axis || index.Shape[d] <= Shape[d];
        if (!fits)
            throw new ShapeException(op, $"index {index.Shape} does not fit shape {Shape} along axis {axis}: it needs {Shape.Rank} dimensions and, but for axis {axis}, sizes of at most the tensor's. Unsqueeze or slice the index.");
    }
}

internal sealed class GatherNode(string name, Tensor x, int axis, Tensor index) : Node(x, index)
{
    public override string Name => name;

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ZeroGradient(Inputs[0]!, dy);
        dx.Backend.ScatterAdd(dy.View, axis, Saved(1).View, dx.View);
        Give(0, dx);
    }
}
