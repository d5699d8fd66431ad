namespace Nabla;

public static partial class Loss
{
    /// <summary>Focal loss of binary logits: −αₜ(1 − pₜ)^γ ln pₜ, with pₜ the probability given to the truth. Cross-entropy for γ = 0.</summary>
    /// <remarks>Lin et al. 2017, eq. 5.</remarks>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">0 … 1, of the same shape.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="alpha">Weight of the positive class; 1 − α is that of the negative. Null weighs none.</param>
    /// <param name="gamma">How much easy samples fade.</param>
    public static Tensor BinaryFocal(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, double? alpha = 0.25, double gamma = 2)
    {
        NotNegative("binary_focal", "gamma", gamma);
        if (alpha is not (null or (>= 0 and <= 1)))
            throw new RangeException("binary_focal", $"alpha {alpha} is not possible. Give 0 to 1, or null for none.");
        SameShape("binary_focal", logits, targets, "logits", "targets");
        Within("binary_focal", "targets", targets, 0, 1);
        var missed = logits.Sigmoid() * (1 - targets) + (-logits).Sigmoid() * targets;               // 1 − pₜ, without its difference
        var losses = BinaryTerms(logits, targets).Weighed(missed.Clamp(low: 1e-30).Pow(gamma), gamma);       // at 0 the slope is infinite for γ < 1
        return Reduce(alpha is { } a ? losses * (targets * a + (1 - targets) * (1 - a)) : losses, reduction);
    }

    /// <summary>Focal loss of class logits: −α[y](1 − p[y])^γ ln p[y], p = softmax(x). Cross-entropy for γ = 0.</summary>
    /// <remarks>logits (N, C) or (N, C, d₁, …), labels (N) or (N, d₁, …). Lin et al. 2017, eq. 5, over classes.</remarks>
    /// <param name="logits">x.</param>
    /// <param name="labels">The classes, 0 … C−1, of I64 or I32.</param>
    /// <param name="reduction">How the losses combine; the mean is over samples, not over weights.</param>
    /// <param name="alpha">A weight for each class, (C), 0 or more; 1 when null.</param>
    /// <param name="gamma">How much easy samples fade.</param>
    public static Tensor Focal(Tensor logits, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? alpha = null, double gamma = 2)
    {
        NotNegative("focal", "gamma", gamma);
        CheckLabels("focal", logits, labels, ignoreIndex: null, out _);
        CheckWeights("focal", alpha, logits);
        // Classes last: (N, C, d₁, …) as (N·d₁·…, C).
        var rows = logits.Shape.Rank == 2 ? logits : logits.MoveAxis(1, -1).Reshape([(int)labels.Shape.Count, logits.Shape[1]]);
        var losses = rows.LogOdds(labels.Flatten()).FocalLosses(gamma).Reshape(labels.Shape);
        return Reduce(alpha is null ? losses : losses * alpha.To(logits.DType).IndexSelect(0, labels.Flatten()).Reshape(labels.Shape), reduction);
    }
}
