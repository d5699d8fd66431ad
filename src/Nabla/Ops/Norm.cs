namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The p-norm over the named axes, or over all when none is named: (Σ |x|ᵖ)^(1/p).</summary>
    /// <remarks>
    /// p = 2 is the Euclidean norm, 1 the sum of magnitudes, ∞ the largest and −∞ the smallest magnitude, 0 the number of
    /// elements that are not 0. Powers are of |x| / m for the largest magnitude m (the smallest where p is negative), so that
    /// none overflows or vanishes where the norm itself does not. dx = dy · x/y · (|x|/y)^(p − 2), and 0 where x or y is 0.
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
            Tensor size = Abs(), unit = Unit(size, p, reduced);
            y = (size / unit).Pow(p).SumTo(reduced.Kept);
            y = (unit * (p == 2 ? y.Sqrt() : y.Pow(1 / p))).Reshape(keepDims ? reduced.Kept : reduced.Left).Keep();
        }

        return Records(this) ? y.From(new NormNode(this, y, p, reduced.Kept)) : y;
    }

    // The magnitude that decides; 1 where it is 0, infinite or of nothing, so that division changes nothing there.
    private static Tensor Unit(Tensor size, double p, in ReducedAxes reduced)
    {
        if (reduced.Count == 0)
            return Ones([], size.DType);
        var unit = Result(reduced.Kept, size.DType);
        if (p > 0)
            size.Backend.Max(size.View, unit.View);
        else
            size.Backend.Min(size.View, unit.View);
        return unit.MaskedFill(unit.Equal(0) | unit.Equal(double.PositiveInfinity), 1);
    }
}

internal sealed class NormNode(Tensor x, Tensor y, double p, Shape kept) : Node(x, y.Detach())
{
    public override string Name => "norm";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("p", p), ("kept", kept)];

    protected internal override void Backward(Tensor dy)
    {
        Tensor x = Saved(0), y = Saved(1);
        (y, dy) = (y.Reshape(kept), dy.Reshape(kept));
        var share = x / y;
        if (p != 2)
            share *= share.Abs().Pow(p - 2);
        Give(0, (share * dy).MaskedFill(x.Equal(0) | y.Equal(0), 0));
    }
}
