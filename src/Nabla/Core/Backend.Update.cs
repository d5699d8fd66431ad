namespace Nabla;

public abstract partial class Backend
{
    /// <summary>One step of SGD: parameter and velocity (null without momentum) change in place.</summary>
    public abstract void Sgd(in View parameter, in View gradient, View? velocity, in SgdRule rule);

    /// <summary>One step of Adam: parameter, first and second moment change in place.</summary>
    public abstract void Adam(in View parameter, in View gradient, in View first, in View second, in AdamRule rule);

    /// <summary>Σ x², summed in float64.</summary>
    public abstract double SumOfSquares(in View x);
}

/// <summary>The numbers of one step of SGD: d = g + λ·θ; v ← μ·v + d; θ ← θ − η·v, or − η·(d + μ·v) in Nesterov's form.</summary>
/// <param name="Rate">η, the learning rate.</param>
/// <param name="Momentum">μ.</param>
/// <param name="Decay">λ.</param>
/// <param name="Nesterov">Nesterov's form.</param>
public readonly record struct SgdRule(double Rate, double Momentum, double Decay, bool Nesterov);

/// <summary>
/// The numbers of one step of Adam: d = g + λ·θ; m ← β₁·m + (1 − β₁)·d; v ← β₂·v + (1 − β₂)·d²;
/// θ ← θ − StepSize · m / (√v · RootScale + ε).
/// </summary>
/// <param name="Rate">α, the learning rate.</param>
/// <param name="Beta1">β₁, how much of the first moment stays.</param>
/// <param name="Beta2">β₂, how much of the second moment stays.</param>
/// <param name="Epsilon">ε, what keeps the denominator above 0.</param>
/// <param name="Decay">λ.</param>
/// <param name="Step">t, this parameter's steps so far, this one counted.</param>
public readonly record struct AdamRule(double Rate, double Beta1, double Beta2, double Epsilon, double Decay, long Step)
{
    /// <summary>α / (1 − β₁ᵗ): the rate with the first moment's bias corrected.</summary>
    public double StepSize => Rate / (1 - Math.Pow(Beta1, Step));

    /// <summary>1 / √(1 − β₂ᵗ): corrects the second moment's bias.</summary>
    public double RootScale => 1 / Math.Sqrt(1 - Math.Pow(Beta2, Step));
}
