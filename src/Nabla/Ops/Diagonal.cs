namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The elements with equal positions in two axes, which become one, the last; without copying.</summary>
    /// <remarks>The gradient is zero off the diagonal.</remarks>
    public Tensor Diagonal(int a = 0, int b = 1)
    {
        (a, b) = (Shape.Axis(a, "diagonal"), Shape.Axis(b, "diagonal"));
        if (a == b)
            throw new RangeException("diagonal", $"axis {a} of shape {Shape} was named twice. Name two axes.");
        var y = new Tensor(DiagonalNode.Of(View, a, b));
        return Records(this) ? y.From(new DiagonalNode(this, a, b)) : y;
    }
}

internal sealed class DiagonalNode(Tensor x, int a, int b) : Node(x)
{
    public override string Name => "diagonal";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axes", new[] { a, b })];

    internal static View Of(in View v, int a, int b)
    {
        Span<int> sizes = stackalloc int[v.Shape.Rank - 1];
        Strides strides = default;
        int n = 0;
        for (int i = 0; i < v.Shape.Rank; i++)
            if (i != a && i != b)
                (sizes[n], strides[n++]) = (v.Shape[i], v.Strides[i]);
        (sizes[n], strides[n]) = (Math.Min(v.Shape[a], v.Shape[b]), v.Strides[a] + v.Strides[b]);
        return v.As(new Shape(sizes), strides, v.Offset);
    }

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ZeroGradient(Inputs[0]!, dy);
        dx.Backend.Copy(dy.View, Of(dx.View, a, b));
        Give(0, dx);
    }
}
