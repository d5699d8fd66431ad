namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>y = condition ? a : b element by element, broadcast.</summary>
    /// <remarks>condition is Bool. da = condition ? dy : 0, db = condition ? 0 : dy.</remarks>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        CheckGiven("where", "the condition", condition);
        if (condition.DType != DType.Bool)
            throw new DTypeException("where", $"the condition of shape {condition.Shape} is {condition.DType}, Bool was expected. Compare it, for example with NotEqual(0).");
        var shape = Shape.Broadcast("where", condition.Shape, Broadcast("where", a, b));
        var y = a.Shape == shape ? ResultLike(a.View, op: "where") : Result(shape, a.DType, "where");
        y.Backend.Where(condition.View.Expand(shape), a.View.Expand(shape), b.View.Expand(shape), y.View);
        GC.KeepAlive(condition);
        return Records(a, b) ? y.From(new WhereNode(condition, a, b)) : y;
    }
}

internal sealed class WhereNode(Tensor condition, Tensor a, Tensor b) : Node(a, b, condition)
{
    public override string Name => "where";

    protected internal override void Backward(Tensor dy)
    {
        var condition = Saved(2);
        var zero = Tensor.Zeros([], dy.DType);
        if (Wants(0))
            Give(0, Tensor.Where(condition, dy, zero).SumTo(Inputs[0]!.Shape));
        if (Wants(1))
            Give(1, Tensor.Where(condition, zero, dy).SumTo(Inputs[1]!.Shape));
    }
}
