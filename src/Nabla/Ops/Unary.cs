namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>y = f(x), element by element, in the layout of x.</summary>
    internal Tensor Apply(Pointwise f)
    {
        CheckFloat(f.Name);
        var y = ResultLike(View, op: f.Name);
        Backend.Unary(f, View, y.View);
        return Records(this) ? y.From(new UnaryNode(f, this, y.Detach())) : y;
    }
}

/// <summary>dx = dy · f'(x).</summary>
internal sealed class UnaryNode(Pointwise f, Tensor x, Tensor y) : Node(x)
{
    public override string Name => f.Name;

    protected internal override void Backward(Tensor dy)
    {
        var x = Saved(0);
        var dx = Tensor.ResultLike(x.View);
        x.Backend.UnaryGrad(f, x.View, y.View, dy.View, dx.View);
        Give(0, dx);
    }
}
