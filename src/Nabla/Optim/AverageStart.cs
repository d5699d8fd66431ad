namespace Nabla.Optim;

/// <summary>How a moving average begins, before it has seen 1/(1 − β) values.</summary>
public enum AverageStart
{
    /// <summary>The first value counts as if it had always been there: a₁ = θ₁.</summary>
    First,

    /// <summary>An average from 0, divided by 1 − βᵗ, as Adam corrects its means: every value weighs by its age alone.</summary>
    Unbiased,

    /// <summary>The decay rises to β as min(β, t / (t + 9)), as in TensorFlow's ExponentialMovingAverage: early values are soon forgotten.</summary>
    Rising,
}
