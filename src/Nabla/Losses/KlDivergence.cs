namespace Nabla;

public static partial class Loss
{
    /// <summary>The Kullback–Leibler divergence p·(ln p − ln q), 0 where p is 0, whatever q is. Gradient of ln q: −p; of p: ln p + 1 − ln q, 0 where p is 0.</summary>
    /// <remarks>Kullback and Leibler 1951. <see cref="Reduction.BatchMean"/> is the divergence of the distributions; Mean also divides by the classes.</remarks>
    /// <param name="logPrediction">ln q, such as a log-softmax.</param>
    /// <param name="target">p, or ln p when <paramref name="logTarget"/>; of the same shape.</param>
    /// <param name="reduction">How the terms combine.</param>
    /// <param name="logTarget">Whether the target is given as ln p.</param>
    /// <param name="axis">Along which the target is a distribution: its probabilities are 0 or more and sum to 1, to 1e-3.</param>
    public static Tensor KlDivergence(Tensor logPrediction, Tensor target, Reduction reduction = Reduction.BatchMean, bool logTarget = false, int axis = -1)
    {
        SameShape("kl_divergence", logPrediction, target);
        if (logPrediction.Shape.Rank == 0)
            throw new ShapeException("kl_divergence", "prediction and target () are single numbers, distributions were expected. Give them an axis of classes.");
        Distributions("kl_divergence", "target probabilities", logTarget ? target.Detach().Exp() : target, axis);
        // Where p is 0 both logarithms are taken as 0: no 0 · −∞, nor its gradient.
        var some = (logTarget ? target.Detach().Exp() : target) > 0;
        Tensor zero = Tensor.Zeros([], target.DType), one = Tensor.Ones([], target.DType);
        var q = Tensor.Where(some, logPrediction, zero);
        var p = logTarget ? Tensor.Where(some, target, zero) : Tensor.Where(some, target, one).Log();
        return Reduce((logTarget ? target.Exp() : target) * (p - q), reduction);
    }
}
