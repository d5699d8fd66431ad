namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Broadcast to a larger shape, without copying: sizes of 1 grow, new dimensions come in front.</summary>
    /// <remarks>The gradient is summed over what grew.</remarks>
    public Tensor Expand(Shape shape)
    {
        if (Shape.Broadcast("expand", Shape, shape) != shape)
            throw new ShapeException("expand", $"shape {Shape} does not expand to {shape}. Only dimensions of size 1 grow.");
        if (shape == Shape)
            return this;
        var y = new Tensor(View.Expand(shape));
        return Records(this) ? y.From(new ExpandNode(this, shape)) : y;
    }
}

internal sealed class ExpandNode(Tensor x, Shape shape) : Node(x)
{
    public override string Name => "expand";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shape", shape)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.SumTo(Inputs[0]!.Shape));
}
