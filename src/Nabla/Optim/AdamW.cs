namespace Nabla.Optim;

/// <summary>Adam with decoupled weight decay: θ ← θ − η·λ·θ beside Adam's step, so the decay is not divided by √v̂.</summary>
/// <remarks>m and v see the gradient alone: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; θ ← (1 − η·λ)·θ − η · m̂ / (√v̂ + ε).
/// Loshchilov and Hutter 2019, algorithm 2, with λ in units of the rate, as PyTorch.</remarks>
public sealed class AdamW : Optimizer
{
    private readonly double beta2, epsilon;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public AdamW(ParameterGroups parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0.01)
        : base(parameters, decay, Checks.Share("adamw", "beta1", beta1), "exp_avg", "exp_avg_sq")
    {
        this.beta2 = Checks.Share(Name, "beta2", beta2);
        this.epsilon = Divisor("epsilon", epsilon);
    }

    private protected override double BiasCorrected(in StepSettings s, long t) => AdamRule.StepSize(s.Rate, s.Momentum, t);

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s) =>
        Apply(new AdamRule(s.Rate, s.Momentum, beta2, epsilon, slot.Steps, coupled: 0, shrink: 1 - s.Rate * s.Decay), slot, gradient, 0, 1);
}
