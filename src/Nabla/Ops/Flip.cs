namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The named axes in reverse order. A copy.</summary>
    /// <remarks>dx = dy flipped back.</remarks>
    public Tensor Flip(params ReadOnlySpan<int> axes)
    {
        var flipped = View;
        int seen = 0;
        foreach (int axis in axes)
        {
            int a = Shape.Axis(axis, "flip");
            if ((seen & 1 << a) != 0)
                throw new RangeException("flip", $"axis {axis} is named twice for shape {Shape}. Name each axis once.");
            seen |= 1 << a;
            flipped = flipped.Flip(a);
        }

        var y = ResultLike(View);
        Backend.Copy(flipped, y.View);
        return Records(this) ? y.From(new FlipNode(this, axes.ToArray())) : y;
    }
}

internal sealed class FlipNode(Tensor x, int[] axes) : Node(x)
{
    public override string Name => "flip";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axes", axes)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.Flip(axes));
}
