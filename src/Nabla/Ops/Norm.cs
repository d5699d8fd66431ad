namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The p-norm over the named axes, or over all when none is named: (Σ |x|ᵖ)^(1/p).</summary>
    /// <remarks>
    /// p = 2 is the Euclidean norm, 1 the sum of magnitudes, ∞ the largest and −∞ the smallest magnitude, 0 the number of
    /// elements that are not 0. dx = dy · x |x|^(p − 2) / y^(p − 1), and 0 where x or y is 0.
    /// </remarks>
    public Tensor Norm(double p = 2, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        CheckFloat("norm");
        if (double.IsNaN(p))
            throw new RangeException("norm", "p is NaN. Use 2 for the Euclidean norm.");
        var reduced = ReducedAxes.Of("norm", Shape, axes);
        switch (p)
        {
            case 0: return Sign().Abs().Sum(axes, keepDims);
            case 1: return Abs().Sum(axes, keepDims);
            case double.PositiveInfinity: return Abs().Max(axes, keepDims);
            case double.NegativeInfinity: return Abs().Min(axes, keepDims);
        }

        Tensor y;
        using (new Scope())
        {
            y = (p == 2 ? this * this : Abs().Pow(p)).SumTo(reduced.Kept);
            y = (p == 2 ? y.Sqrt() : y.Pow(1 / p)).Reshape(keepDims ? reduced.Kept : reduced.Left).Keep();
        }

        return Records(this) ? y.From(new NormNode(this, y, p, reduced.Kept)) : y;
    }
}

internal sealed class NormNode(Tensor x, Tensor y, double p, Shape kept) : Node(x, y.Detach())
{
    public override string Name => "norm";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("p", p), ("kept", kept)];

    protected internal override void Backward(Tensor dy)
    {
        Tensor x = Saved(0), y = Saved(1);
        dy = (dy / (p == 2 ? y : y.Pow(p - 1))).MaskedFill(y.Equal(0), 0).Reshape(kept);
        if (p == 2)
            Give(0, x * dy);
        else
            Give(0, (x * x.Abs().Pow(p - 2) * dy).MaskedFill(x.Equal(0), 0));
    }
}
