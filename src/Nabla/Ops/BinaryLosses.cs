namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>−w·t·ln p − (1 − t)·ln(1 − p) with logarithms not below −100: the fused part of <see cref="Loss.BinaryCrossEntropy"/>.</summary>
    internal Tensor BinaryLosses(Tensor targets, Tensor? weight)
    {
        var (p, t) = (Detach(), targets.Detach());
        var positive = t * -p.LogToMinus100();
        var y = (weight is null ? positive : weight.Detach() * positive) + (1 - t) * -(1 - p).LogToMinus100();
        return Records(this, targets, weight) ? y.From(new BinaryLossesNode(this, targets, weight)) : y;
    }

    internal Tensor LogToMinus100() => Log().Clamp(low: -100);
}

/// <summary>dp = dy · ((1 − t)·p − w·t·(1 − p)) / max(p(1 − p), 1e-12); dt = dy · (ln(1 − p) − w·ln p); dw = −dy · t·ln p.</summary>
internal sealed class BinaryLossesNode(Tensor p, Tensor t, Tensor? w) : Node(p, t, w)
{
    public override string Name => "binary_cross_entropy";

    protected internal override void Backward(Tensor dy)
    {
        var (p, t, w) = (Saved(0).Detach(), Saved(1).Detach(), Inputs[2] is null ? null : Saved(2).Detach());
        if (Wants(0))
            Give(0, dy * (w is null ? p - t : (1 - t) * p - w * t * (1 - p)) / (p * (1 - p)).Clamp(low: 1e-12));
        if (Wants(1))
            Give(1, dy * ((1 - p).LogToMinus100() - (w is null ? p.LogToMinus100() : w * p.LogToMinus100())));
        if (Wants(2))
            Give(2, (dy * t * -p.LogToMinus100()).SumTo(w!.Shape));
    }
}
