using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>Adam: steps by the mean gradient over its root mean square, both exponential means without their bias.</summary>
/// <remarks>
/// d = g + λ·θ; m ← β₁·m + (1 − β₁)·d; v ← β₂·v + (1 − β₂)·d²; θ ← θ − η · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// λ is coupled L2 decay, as PyTorch's <c>weight_decay</c>. Kingma and Ba 2015, algorithm 1.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly double beta1, beta2, epsilon, decay;

    /// <summary>An optimizer of all parameters of a module.</summary>
    public Adam(Module module, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0)
        : base(module, "exp_avg", "exp_avg_sq")
    {
        if (!(beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1 && epsilon is > 0 and < double.PositiveInfinity && decay is >= 0 and < double.PositiveInfinity))
            throw new RangeException("adam", $"beta1 {beta1}, beta2 {beta2}, epsilon {epsilon}, decay {decay}: betas must be in [0, 1), epsilon finite and above 0, decay finite and 0 or more.");
        (this.beta1, this.beta2, this.epsilon, this.decay) = (beta1, beta2, epsilon, decay);
    }

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, double rate)
    {
        var theta = slot.Parameter.Value;
        theta.Backend.Adam(theta.View, gradient.View, slot[0].View, slot[1].View, new(rate, beta1, beta2, epsilon, decay, slot.Steps));
        GC.KeepAlive(gradient);
    }
}
