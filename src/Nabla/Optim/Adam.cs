namespace Nabla.Optim;

/// <summary>Adam: steps by the mean gradient over its root mean square, both exponential means without their bias.</summary>
/// <remarks>
/// d = g + λ·θ; m ← β₁·m + (1 − β₁)·d; v ← β₂·v + (1 − β₂)·d²; θ ← θ − η · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// λ is coupled decay, that of the penalty ½λΣθ², as PyTorch's <c>weight_decay</c>; <see cref="AdamW"/> decouples it.
/// Kingma and Ba 2015, algorithm 1.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly double beta2, epsilon;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public Adam(ParameterGroups parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0)
        : base(parameters, decay, Checks.Share("adam", "beta1", beta1), "exp_avg", "exp_avg_sq")
    {
        this.beta2 = Checks.Share(Name, "beta2", beta2);
        this.epsilon = Divisor("epsilon", epsilon);
    }

    private protected override double BiasCorrected(in StepSettings s, long t) => AdamRule.StepSize(s.Rate, s.Momentum, t);

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s) =>
        Apply(new AdamRule(s.Rate, s.Momentum, beta2, epsilon, slot.Steps, coupled: s.Decay, shrink: 1), slot, gradient, 0, 1);
}
