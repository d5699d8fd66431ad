namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The sum over the named axes, which disappear, or over all when none is named.</summary>
    public Tensor Sum(params ReadOnlySpan<int> axes) => Sum(axes, false);

    /// <summary>The sum over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    /// <remarks>
    /// Integers sum exactly, as I64, and an overflow is an error; Bool counts what is true. Of nothing the sum is 0.
    /// dx = dy, repeated along the axes.
    /// </remarks>
    public Tensor Sum(ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        CheckComputes("sum");
        var reduced = ReducedAxes.Of("sum", Shape, axes);
        var y = Result(reduced.Kept, DType.IsFloat() ? DType : DType.I64);
        Backend.Sum(View, y.View);
        if (!keepDims)
            y = new(y.View.As(reduced.Left, Strides.RowMajor(reduced.Left), 0));
        return Records(this) ? y.From(new SumNode(this, reduced.Kept)) : y;
    }

    /// <summary>The mean over the named axes, which disappear, or over all when none is named.</summary>
    public Tensor Mean(params ReadOnlySpan<int> axes) => Mean(axes, false);

    /// <summary>The mean over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    /// <remarks>Of nothing it is NaN. dx = dy / n for n elements.</remarks>
    public Tensor Mean(ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        CheckFloat("mean");
        var reduced = ReducedAxes.Of("mean", Shape, axes);
        return Sum(axes, keepDims) * (1.0 / reduced.Count);
    }
}

internal sealed class SumNode(Tensor x, Shape kept) : Node(x)
{
    public override string Name => "sum";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("kept", kept)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.Reshape(kept).Expand(Inputs[0]!.Shape));
}
