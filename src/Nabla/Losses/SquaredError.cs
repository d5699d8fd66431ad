namespace Nabla;

public static partial class Loss
{
    /// <summary>Mean squared error: (y − t)². Gradient 2(y − t) / n.</summary>
    /// <remarks>Prediction and target of one shape, (N, …). Legendre 1805 (least squares); Goodfellow, Bengio and Courville 2016, section 5.5.1, as the likelihood of normal errors.</remarks>
    public static Tensor Mse(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        SameShape("mse", prediction, target);
        var d = prediction - target;
        return Reduce(d * d, reduction);
    }
}
