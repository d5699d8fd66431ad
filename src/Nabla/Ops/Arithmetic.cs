namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>a + b, broadcast.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Binary("add", BinaryOp.Add, a, b);

    /// <summary>a − b, broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Binary("sub", BinaryOp.Sub, a, b);

    /// <summary>a · b element by element, broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Binary("mul", BinaryOp.Mul, a, b);

    /// <summary>a / b element by element, broadcast.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Binary("div", BinaryOp.Div, a, b);

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => a * -1;

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(Tensor a, double b) => a * Full([], b, a.DType);

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(Tensor a, double b) => a + Full([], b, a.DType);

    private static Tensor Binary(string name, BinaryOp op, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
            throw new DTypeException(name, $"operands have types {a.DType} and {b.DType}. Convert one with To.");
        var shape = Shape.Broadcast(name, a.Shape, b.Shape);
        var c = a.Shape == shape ? ResultLike(a.View) : b.Shape == shape ? ResultLike(b.View) : Result(shape, a.DType);
        c.Backend.Binary(op, a.View.Expand(shape), b.View.Expand(shape), c.View);
        return Records(a, b) ? c.From(new BinaryNode(name, op, a, b)) : c;
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

internal sealed class BinaryNode(string name, BinaryOp op, Tensor a, Tensor b) : Node(a, b)
{
    public override string Name => name;

    protected internal override void Backward(Tensor dc)
    {
        if (Wants(0))
        {
            var da = op switch
            {
                BinaryOp.Mul => dc * Saved(1),
                BinaryOp.Div => dc / Saved(1),
                _ => dc,
            };
            Give(0, da.SumTo(Inputs[0]!.Shape));
        }

        if (Wants(1))
        {
            var db = op switch
            {
                BinaryOp.Add => dc,
                BinaryOp.Sub => -dc,
                BinaryOp.Mul => dc * Saved(0),
                _ => -(dc * Saved(0)) / (Saved(1) * Saved(1)),
            };
            Give(1, db.SumTo(Inputs[1]!.Shape));
        }
    }
}
