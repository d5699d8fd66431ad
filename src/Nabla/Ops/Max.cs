namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The maximum over the named axes, which disappear, or over all when none is named.</summary>
    public Tensor Max(params ReadOnlySpan<int> axes) => Max(axes, false);

    /// <summary>The maximum over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    /// <remarks>
    /// NaN wins. The gradient is shared evenly among equal maxima, as by PyTorch's <c>amax</c>: dx = dy / n where x is one
    /// of n maxima, else 0; of a maximum NaN it is NaN. Of nothing there is no maximum: an error.
    /// </remarks>
    public Tensor Max(ReadOnlySpan<int> axes = default, bool keepDims = false) => Extreme("max", axes, keepDims);

    /// <summary>The minimum over the named axes, which disappear, or over all when none is named.</summary>
    public Tensor Min(params ReadOnlySpan<int> axes) => Min(axes, false);

    /// <summary>The minimum over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    /// <remarks>NaN wins. The gradient is shared evenly among equal minima, as for <see cref="Max(ReadOnlySpan{int}, bool)"/>.</remarks>
    public Tensor Min(ReadOnlySpan<int> axes = default, bool keepDims = false) => Extreme("min", axes, keepDims);

    private Tensor Extreme(string op, ReadOnlySpan<int> axes, bool keepDims)
    {
        CheckComputes(op);
        var reduced = ReducedAxes.Of(op, Shape, axes);
        if (reduced.Count == 0 && reduced.Kept.Count > 0)
            throw new ShapeException(op, $"an axis of shape {Shape} is empty, so there is no {op}imum along it. Check the input.");
        var full = Result(reduced.Kept, DType);
        if (op == "max")
            Backend.Max(View, full.View);
        else
            Backend.Min(View, full.View);
        var y = keepDims ? full : new(full.View.As(reduced.Left, Strides.RowMajor(reduced.Left), 0));
        return Records(this) ? y.From(new ExtremeNode(op, this, full)) : y;
    }
}

internal sealed class ExtremeNode(string name, Tensor x, Tensor extreme) : Node(x, extreme.Detach())
{
    public override string Name => name;

    protected internal override void Backward(Tensor dy)
    {
        Tensor x = Saved(0), extreme = Saved(1);
        var hits = Tensor.Where(x.Equal(extreme), Tensor.Ones([], x.DType), Tensor.Zeros([], x.DType));
        Give(0, hits * (dy.Reshape(extreme.Shape) / hits.SumTo(extreme.Shape)));
    }
}
