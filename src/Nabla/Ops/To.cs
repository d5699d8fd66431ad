namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The same values in another element type.</summary>
    /// <remarks>
    /// Between integer types exact where the value fits, else the low bits; a fraction is cut off towards zero, what is too
    /// large for an integer type becomes its limit and NaN 0; Bool is whether the value is not 0. To floats of fewer bits it
    /// rounds to nearest even, and what is too large becomes infinite. The gradient passes as if nothing were rounded, in
    /// the first type; below BF16 and F16, which do not compute, in F32.
    /// </remarks>
    public Tensor To(DType type)
    {
        if (type == DType)
            return this;
        var y = Result(Shape, type, "to");
        Device.For(DType.F64).Copy(View, y.View);
        return Records(this) && (type.IsFloat() || type.IsStorage()) ? y.From(new ToNode(this, type)) : y;
    }

    /// <summary>Itself when row-major, else a row-major copy.</summary>
    public Tensor Contiguous()
    {
        if (View.IsContiguous)
            return this;
        var y = Result(Shape, DType, "contiguous");
        Backend.Copy(View, y.View);
        return Records(this) ? y.From(new ContiguousNode(this)) : y;
    }
}

internal sealed class ToNode(Tensor x, DType to) : Node(x)
{
    private readonly DType from = x.DType.IsStorage() ? DType.F32 : x.DType;

    public override string Name => "to";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("type", to)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.To(from));
}

internal sealed class ContiguousNode(Tensor x) : Node(x)
{
    public override string Name => "contiguous";

    protected internal override void Backward(Tensor dy) => Give(0, dy);
}
