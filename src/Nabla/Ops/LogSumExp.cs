namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>log Σ eˣ over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    /// <remarks>Shifted by the maximum, so that it never overflows. Of nothing, or of nothing but −∞, it is −∞. dx = dy · e^(x − y).</remarks>
    public Tensor LogSumExp(ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        CheckFloat("logsumexp");
        var reduced = ReducedAxes.Of("logsumexp", Shape, axes);
        Tensor y;
        using (new Scope())
        {
            y = reduced.Count == 0 ? Full(reduced.Kept, double.NegativeInfinity, DType) : Shifted(reduced.Kept, Max(axes, keepDims: true));
            y = y.Reshape(keepDims ? reduced.Kept : reduced.Left).Keep();
        }

        return Records(this) ? y.From(new LogSumExpNode(this, y, reduced.Kept)) : y;
    }

    private Tensor Shifted(in Shape kept, Tensor max)
    {
        max = max.MaskedFill(max.Abs().Equal(double.PositiveInfinity), 0);
        return (this - max).Exp().SumTo(kept).Log() + max;
    }
}

internal sealed class LogSumExpNode(Tensor x, Tensor y, Shape kept) : Node(x, y.Detach())
{
    public override string Name => "logsumexp";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("kept", kept)];

    protected internal override void Backward(Tensor dy)
    {
        var y = Saved(1);
        y = y.MaskedFill(y.Equal(double.NegativeInfinity), 0).Reshape(kept);      // −∞ − −∞ is no number; e^−∞ is 0
        Give(0, dy.Reshape(kept) * (Saved(0) - y).Exp());
    }
}
