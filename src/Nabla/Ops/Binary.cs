namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>
    /// c = f(a, b), broadcast, in the layout of the larger operand, of the first that is not itself expanded where both
    /// are as large; the gradients of a and b given (a, b, dc).
    /// </summary>
    /// <remarks>The gradient of a sum is one number expanded: times an image it must become an image, channels-last.</remarks>
    private static Tensor Binary(PointwiseBinary f, Tensor a, Tensor b, BinaryGradient da, BinaryGradient db)
    {
        var shape = Broadcast(f.Name, a, b);
        a.CheckComputes(f.Name);
        bool likeA = a.Shape == shape, likeB = b.Shape == shape && (!likeA || a.View.Repeats);
        var c = likeB ? ResultLike(b.View, op: f.Name) : likeA ? ResultLike(a.View, op: f.Name) : Result(shape, a.DType, f.Name);
        c.Backend.Binary(f, a.View.Expand(shape), b.View.Expand(shape), c.View);
        return Records(a, b) ? c.From(new BinaryNode(f.Name, a, b, da, db)) : c;
    }

    /// <summary>The shape that both operands broadcast to; an error unless they have one element type.</summary>
    private static Shape Broadcast(string op, Tensor a, Tensor b)
    {
        CheckGiven(op, "a", a);
        CheckGiven(op, "b", b);
        if (a.DType != b.DType)
            throw new DTypeException(op, $"operands have types {a.DType} and {b.DType} (shapes {a.Shape} and {b.Shape}). Convert one with To.");
        return Shape.Broadcast(op, a.Shape, b.Shape);
    }

    /// <summary>Sums over the dimensions that broadcasting added or stretched: its adjoint.</summary>
    internal Tensor SumTo(in Shape shape)
    {
        if (Shape == shape)
            return this;
        Span<int> kept = stackalloc int[Shape.Rank];
        int lead = Shape.Rank - shape.Rank;
        for (int i = 0; i < kept.Length; i++)
            kept[i] = i < lead ? 1 : shape[i - lead];
        var y = Result(new Shape(kept), DType);
        Backend.Sum(View, y.View);
        return y.Reshape(shape);
    }
}

/// <summary>The gradient of one operand of c = f(a, b), before it is summed over broadcast dimensions.</summary>
internal delegate Tensor BinaryGradient(Tensor a, Tensor b, Tensor dc);

internal sealed class BinaryNode(string name, Tensor a, Tensor b, BinaryGradient da, BinaryGradient db) : Node(a, b)
{
    public override string Name => name;

    protected internal override void Backward(Tensor dc)
    {
        if (Wants(0))
            Give(0, da(Saved(0), Saved(1), dc).SumTo(Inputs[0]!.Shape));
        if (Wants(1))
            Give(1, db(Saved(0), Saved(1), dc).SumTo(Inputs[1]!.Shape));
    }
}
