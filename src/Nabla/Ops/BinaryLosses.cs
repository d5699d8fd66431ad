namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>−t·ln p − (1 − t)·ln(1 − p) with logarithms not below −100: the fused part of <see cref="Loss.BinaryCrossEntropy"/>.</summary>
    internal Tensor BinaryLosses(Tensor targets)
    {
        var (p, t) = (Detach(), targets.Detach());
        var y = t * -p.Log().Clamp(low: -100) + (1 - t) * -(1 - p).Log().Clamp(low: -100);
        return Records(this, targets) ? y.From(new BinaryLossesNode(this, targets)) : y;
    }
}

/// <summary>dp = dy · (p − t) / max(p(1 − p), 1e-12); dt = dy · (ln(1 − p) − ln p).</summary>
internal sealed class BinaryLossesNode(Tensor p, Tensor t) : Node(p, t)
{
    public override string Name => "binary_cross_entropy";

    protected internal override void Backward(Tensor dy)
    {
        var (p, t) = (Saved(0).Detach(), Saved(1).Detach());
        if (Wants(0))
            Give(0, dy * (p - t) / (p * (1 - p)).Clamp(low: 1e-12));
        if (Wants(1))
            Give(1, dy * ((1 - p).Log().Clamp(low: -100) - p.Log().Clamp(low: -100)));
    }
}
