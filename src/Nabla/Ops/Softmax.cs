namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>softmax(x) = exp x / Σ exp x over one axis; stable for any finite x.</summary>
    public Tensor Softmax(int axis = -1) => LogSoftmax(axis).Exp();

    /// <summary>log softmax(x) = x − log Σ exp x over one axis; stable for any finite x.</summary>
    public Tensor LogSoftmax(int axis = -1)
    {
        if (!DType.IsFloat())
            throw new DTypeException("log_softmax", $"needs F32 or F64 elements, not {DType}. Convert with To(DType.F32).");
        axis = Shape.Axis(axis, "log_softmax");
        if (axis != Shape.Rank - 1)
            return Transpose(axis, -1).LogSoftmax().Transpose(axis, -1);
        var y = Result(Shape, DType);
        Backend.LogSoftmax(View, y.View);
        return Records(this) ? y.From(new LogSoftmaxNode(this, y.Detach())) : y;
    }
}

internal sealed class LogSoftmaxNode(Tensor x, Tensor y) : Node(x)
{
    public override string Name => "log_softmax";

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.Result(y.Shape, y.DType);
        dy.Backend.LogSoftmaxGrad(y.View, dy.View, dx.View);
        Give(0, dx);
    }
}
