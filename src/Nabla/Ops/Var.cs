namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The variance over the named axes, or over all when none is named: Σ (x − mean)² / (n − correction) for n elements.</summary>
    /// <remarks>
    /// Correction 1 gives the unbiased estimate, as PyTorch's default, 0 the mean square. Where n − correction is not
    /// positive the result is NaN. dx = dy · 2 (x − mean) / (n − correction).
    /// </remarks>
    public Tensor Var(ReadOnlySpan<int> axes = default, int correction = 1, bool keepDims = false) => Spread("var", axes, correction, keepDims);

    /// <summary>The standard deviation over the named axes, or over all when none is named: the root of <see cref="Var"/>.</summary>
    /// <remarks>dx = dy · (x − mean) / ((n − correction) · y), and 0 where y is 0, as PyTorch's.</remarks>
    public Tensor Std(ReadOnlySpan<int> axes = default, int correction = 1, bool keepDims = false) => Spread("std", axes, correction, keepDims);

    private Tensor Spread(string op, ReadOnlySpan<int> axes, int correction, bool keepDims)
    {
        CheckFloat(op);
        var reduced = ReducedAxes.Of(op, Shape, axes);
        double scale = reduced.Count > correction ? 1.0 / (reduced.Count - correction) : double.NaN;
        Tensor mean, y;
        using (new Scope())
        {
            mean = Mean(axes, keepDims: true).Keep();
            var away = this - mean;
            y = (away * away).SumTo(reduced.Kept) * scale;
            y = (op == "std" ? y.Sqrt() : y).Reshape(keepDims ? reduced.Kept : reduced.Left).Keep();
        }

        return Records(this) ? y.From(new SpreadNode(op, this, mean, y, scale)) : y;
    }
}

internal sealed class SpreadNode(string name, Tensor x, Tensor mean, Tensor y, double scale) : Node(x, mean, y.Detach())
{
    public override string Name => name;

    protected internal override void Backward(Tensor dy)
    {
        Tensor mean = Saved(1), y = Saved(2);
        dy *= Name == "var" ? 2 * scale : scale;
        if (Name == "std")
            dy = (dy / y).MaskedFill(y.Equal(0), 0);
        Give(0, (Saved(0) - mean) * dy.Reshape(mean.Shape));
    }
}
