namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The running sum along an axis: y[k] = x[0] + … + x[k].</summary>
    /// <remarks>Of integers exact, as I64. dx is the running sum of dy from the other end.</remarks>
    public Tensor CumSum(int axis)
    {
        CheckComputes("cumsum");
        axis = Shape.Axis(axis, "cumsum");
        var y = Result(Shape, DType.IsFloat() ? DType : DType.I64);
        Backend.CumSum(View, axis, y.View);
        return Records(this) ? y.From(new CumSumNode(this, axis)) : y;
    }
}

internal sealed class CumSumNode(Tensor x, int axis) : Node(x)
{
    public override string Name => "cumsum";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.Result(dy.Shape, dy.DType);
        dy.Backend.CumSum(dy.View.Flip(axis), axis, dx.View.Flip(axis));
        Give(0, dx);
    }
}
