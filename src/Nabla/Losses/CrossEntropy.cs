namespace Nabla;

/// <summary>Loss functions.</summary>
public static partial class Loss
{
    /// <summary>Categorical cross-entropy on logits: −ln softmax(x)[label], fused and stable. Gradient softmax(x) − one-hot(label).</summary>
    /// <remarks>
    /// Bishop 2006, eq. 4.108, and 4.109 for the gradient. logits (N, C) or (N, C, d₁, …), labels (N) or (N, d₁, …) of I64 or I32. With weights w and smoothing ε a sample's loss is
    /// (1 − ε)·w[y]·(−ln p[y]) + ε/C · Σ w[c]·(−ln p[c]) (Szegedy et al. 2016, section 7); the mean divides by Σ w[y]. As PyTorch's <c>cross_entropy</c>.
    /// </remarks>
    /// <param name="logits">x.</param>
    /// <param name="labels">The classes, 0 … C−1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="weights">A weight for each class, (C), 0 or more; 1 when null.</param>
    /// <param name="ignoreIndex">Samples of this label count nothing, whatever they hold: loss and gradients are 0. Where all are ignored, so is the mean (PyTorch's is NaN).</param>
    /// <param name="smoothing">ε in [0, 1): how much of each target is spread over all classes.</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? weights = null, long ignoreIndex = -100, double smoothing = 0)
    {
        CheckSmoothing(smoothing);
        CheckLabels("cross_entropy", logits, labels, ignoreIndex, out bool ignores);
        CheckWeights("cross_entropy", weights, logits);
        if (logits.Shape.Rank == 2 && weights is null && !ignores && smoothing == 0)
            return Reduce(logits.PickedLosses(labels), reduction);
        var log = (ignores ? WithoutIgnored(logits, labels, ignoreIndex) : logits).LogSoftmax(1);
        if (smoothing == 0)
            return PickedNll(log, labels, weights, ignoreIndex, reduction);
        var spread = weights is null ? -log : log * -PerChannel(weights.To(log.DType), logits.Shape.Rank);
        var kept = labels.NotEqual(ignoreIndex).To(log.DType);
        var smooth = spread.Sum(1) * kept * (smoothing / logits.Shape[1]);
        var picked = PickedNll(log, labels, weights, ignoreIndex, Reduction.None);
        var losses = picked * (1 - smoothing) + smooth;
        return reduction == Reduction.Mean ? losses.Sum() / WeightSum(log, labels, weights, ignoreIndex) : Reduce(losses, reduction);
    }

    /// <summary>Categorical cross-entropy of logits with given target probabilities: −Σ t[c]·ln softmax(x)[c].</summary>
    /// <remarks>Bishop 2006, eq. 4.108; PyTorch's <c>cross_entropy</c> with probabilities. logits and targets of one shape, (N, C, …); the targets are 0 or more and sum to 1 over C, to 1e-3. Smoothing mixes the targets: (1 − ε)t + ε/C. The mean is over samples. A class without probability whose logit is −∞ counts nothing, forward and backward.</remarks>
    public static Tensor SoftCrossEntropy(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, Tensor? weights = null, double smoothing = 0)
    {
        CheckSmoothing(smoothing);
        SameShape("soft_cross_entropy", logits, targets, "logits", "targets");
        if (logits.Shape.Rank < 2)
            throw new ShapeException("soft_cross_entropy", $"logits {logits.Shape}: (N, C, …) was expected. Add a batch dimension with Unsqueeze(0).");
        CheckClasses("soft_cross_entropy", logits);
        CheckWeights("soft_cross_entropy", weights, logits);
        Distributions("soft_cross_entropy", "target probabilities", targets, axis: 1);
        var t = smoothing == 0 ? targets : targets * (1 - smoothing) + smoothing / logits.Shape[1];
        if (weights is not null)
            t *= PerChannel(weights.To(logits.DType), logits.Shape.Rank);
        var log = logits.LogSoftmax(1);
        log = Tensor.Where((t > 0) | (log > double.NegativeInfinity), log, Tensor.Zeros([], log.DType));              // no 0 · −∞
        return Reduce(-(t * log).Sum(1), reduction);
    }

    private static void CheckSmoothing(double smoothing)
    {
        if (!(smoothing is >= 0 and < 1))
            throw new RangeException("cross_entropy", $"smoothing {smoothing} is not possible. Give 0 or more, below 1; 0.1 is usual.");
    }
}
