namespace Nabla;

public static partial class Loss
{
    /// <summary>Binary cross-entropy on logits: −w·t·ln σ(x) − (1 − t)·ln(1 − σ(x)), stable for any x. Gradient σ(x) − t for w = 1.</summary>
    /// <remarks>Bishop 2006, eq. 4.90, and 4.91 for the gradient; the positive weight is PyTorch's <c>pos_weight</c>.</remarks>
    /// <param name="logits">x, any shape.</param>
    /// <param name="targets">t in 0 … 1, of the same shape.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="positiveWeight">w of the positive class, 0 or more, broadcast to the logits: (C) for one a column; 1 when null.</param>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, Tensor? positiveWeight = null)
    {
        SameShape("binary_cross_entropy_with_logits", logits, targets, "logits", "targets");
        Within("binary_cross_entropy_with_logits", "targets", targets, 0, 1);
        CheckPositiveWeight("binary_cross_entropy_with_logits", "logits", logits, positiveWeight);
        return Reduce(BinaryTerms(logits, targets, positiveWeight), reduction);
    }

    /// <summary>Binary cross-entropy on probabilities: −w·t·ln p − (1 − t)·ln(1 − p); logarithms end at −100, as in PyTorch.</summary>
    /// <remarks>
    /// Bishop 2006, eq. 4.90; the positive weight as <see cref="BinaryCrossEntropyWithLogits"/> has it (PyTorch has none here). Gradient
    /// ((1 − t)·p − w·t·(1 − p)) / max(p(1 − p), 1e-12), which is (p − t) / … for w = 1. Prefer logits, which lose no digits near 0 and 1.
    /// </remarks>
    /// <param name="probabilities">p in 0 … 1, any shape.</param>
    /// <param name="targets">t in 0 … 1, of the same shape.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="positiveWeight">w of the positive class, 0 or more, broadcast to the probabilities: (C) for one a column; 1 when null.</param>
    public static Tensor BinaryCrossEntropy(Tensor probabilities, Tensor targets, Reduction reduction = Reduction.Mean, Tensor? positiveWeight = null)
    {
        SameShape("binary_cross_entropy", probabilities, targets, "probabilities", "targets");
        Within("binary_cross_entropy", "probabilities", probabilities, 0, 1);
        Within("binary_cross_entropy", "targets", targets, 0, 1);
        CheckPositiveWeight("binary_cross_entropy", "probabilities", probabilities, positiveWeight);
        return Reduce(probabilities.BinaryLosses(targets, positiveWeight), reduction);
    }

    private static void CheckPositiveWeight(string op, string what, Tensor x, Tensor? weight)
    {
        if (weight is null)
            return;
        if (weight.DType != x.DType)
            throw new DTypeException(op, $"positive weight is {weight.DType}, {what} {x.DType}. Convert one with To.");
        if (Shape.Broadcast(op, x.Shape, weight.Shape) != x.Shape)
            throw new ShapeException(op, $"positive weight {weight.Shape} does not broadcast to {what} {x.Shape}. Give one number, or one for each column.");
        Within(op, "positive weights", weight, 0, double.MaxValue);
    }

    // −ln σ(x) = softplus(−x) and −ln(1 − σ(x)) = softplus(x).
    private static Tensor BinaryTerms(Tensor x, Tensor t, Tensor? positiveWeight = null)
    {
        Tensor positive = (-x).Softplus(), negative = x.Softplus();
        if (!x.AllFinite())                                                     // no 0 · ∞ where an infinite logit is right
        {
            positive = positive.MaskedFill(x.Equal(double.NegativeInfinity) & t.Equal(0), 0);
            negative = negative.MaskedFill(x.Equal(double.PositiveInfinity) & t.Equal(1), 0);
        }

        positive *= t;
        return (positiveWeight is null ? positive : positive * positiveWeight) + (1 - t) * negative;
    }
}
