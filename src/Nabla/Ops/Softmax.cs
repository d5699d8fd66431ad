namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>softmax(x) = exp x / Σ exp x over one axis; stable for any finite x.</summary>
    /// <remarks>dx = y · (dy − Σ y·dy). Bridle 1990, "Probabilistic Interpretation of Feedforward Classification Network Outputs".</remarks>
    public Tensor Softmax(int axis = -1)
    {
        if (!IsLastAxis("softmax", ref axis))
            return Transpose(axis, -1).Softmax().Transpose(axis, -1);
        var y = Result(Shape, DType);
        Backend.Softmax(View, y.View);
        return Records(this) ? y.From(new SoftmaxNode(this, y.Detach())) : y;
    }

    /// <summary>log softmax(x) = x − log Σ exp x over one axis; stable for any finite x.</summary>
    /// <remarks>dx = dy − exp y · Σ dy. The logarithm of Bridle's (1990) softmax; shifted by the maximum as in Blanchard, Higham and Higham 2021.</remarks>
    public Tensor LogSoftmax(int axis = -1)
    {
        if (!IsLastAxis("log_softmax", ref axis))
            return Transpose(axis, -1).LogSoftmax().Transpose(axis, -1);
        var y = Result(Shape, DType);
        Backend.LogSoftmax(View, y.View);
        return Records(this) ? y.From(new LogSoftmaxNode(this, y.Detach())) : y;
    }

    private bool IsLastAxis(string op, ref int axis)
    {
        CheckFloat(op);
        axis = Shape.Axis(axis, op);
        return axis == Shape.Rank - 1;
    }
}

internal sealed class SoftmaxNode(Tensor x, Tensor y) : Node(x)
{
    public override string Name => "softmax";

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.Result(y.Shape, y.DType);
        dy.Backend.SoftmaxGrad(y.View, dy.View, dx.View);
        Give(0, dx);
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
