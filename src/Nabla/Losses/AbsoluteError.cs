namespace Nabla;

public static partial class Loss
{
    /// <summary>Mean absolute error, also called L1: |y − t|. Gradient sign(y − t) / n.</summary>
    /// <remarks>Prediction and target of one shape, (N, …).</remarks>
    public static Tensor Mae(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        SameShape("mae", prediction, target);
        return Reduce((prediction - target).Abs(), reduction);
    }
}
