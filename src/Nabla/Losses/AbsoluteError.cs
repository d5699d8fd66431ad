namespace Nabla;

public static partial class Loss
{
    /// <summary>Mean absolute error, also called L1: |y − t|. Gradient sign(y − t) / n.</summary>
    /// <remarks>Prediction and target of one shape, (N, …). Boscovich 1757 (least absolute deviations); Bishop 2006, section 1.5.5, with q = 1, whose best prediction is the median.</remarks>
    public static Tensor Mae(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        SameShape("mae", prediction, target);
        return Reduce((prediction - target).Abs(), reduction);
    }
}
