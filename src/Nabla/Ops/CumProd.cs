namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The running product along an axis: y[k] = x[0] · … · x[k].</summary>
    /// <remarks>
    /// Of integers exact, as I64. dx[k] = y[k − 1] · Σ dy[j] · x[k + 1] ⋯ x[j] over j ≥ k: no division, so zeros are no special case.
    /// </remarks>
    public Tensor CumProd(int axis)
    {
        CheckComputes("cumprod");
        axis = Shape.Axis(axis, "cumprod");
        var y = Result(Shape, DType.IsFloat() ? DType : DType.I64);
        Backend.CumProd(View, axis, y.View);
        return Records(this) ? y.From(new CumProdNode(this, y, axis)) : y;
    }
}

internal sealed class CumProdNode(Tensor x, Tensor y, int axis) : Node(x, y.Detach())
{
    public override string Name => "cumprod";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.Result(dy.Shape, dy.DType);
        dy.Backend.CumProdGrad(Saved(0).View, Saved(1).View, dy.View, axis, dx.View);
        Give(0, dx);
    }
}
