namespace Nabla;

public static partial class Loss
{
    /// <summary>Huber's loss: ½d² for |d| ≤ δ, else δ(|d| − ½δ), with d = y − t. Gradient d limited to ±δ.</summary>
    /// <remarks>Huber 1964. Half the squared error as δ → ∞; δ times the absolute error as δ → 0.</remarks>
    public static Tensor Huber(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        Positive("huber", "delta", delta);
        SameShape("huber", prediction, target);
        Held("huber", "delta", delta, prediction);
        return Reduce((prediction - target).HuberOf(delta), reduction);
    }

    /// <summary>Smooth L1: ½d²/β for |d| &lt; β, else |d| − ½β, with d = y − t; the absolute error for β = 0.</summary>
    /// <remarks>Girshick 2015, eq. 3, with the β of later detectors. It is Huber's loss with δ = β, over β. Gradient d/β limited to ±1.</remarks>
    public static Tensor SmoothL1(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        NotNegative("smooth_l1", "beta", beta);
        SameShape("smooth_l1", prediction, target);
        if (beta == 0)
            return Mae(prediction, target, reduction);
        Held("smooth_l1", "beta", beta, prediction);
        return Reduce((prediction - target).SmoothL1Of(beta), reduction);
    }
}
