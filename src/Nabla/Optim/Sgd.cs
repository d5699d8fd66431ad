using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>Stochastic gradient descent with momentum, as PyTorch's: d = g + λ·θ, v ← μ·v + d, θ ← θ − η·v.</summary>
/// <remarks>λ is coupled L2 decay. Nesterov's form steps by d + μ·v instead of v. Polyak 1964; Sutskever et al. 2013.</remarks>
public sealed class Sgd : Optimizer
{
    private readonly double momentum, decay;
    private readonly bool nesterov;

    /// <summary>An optimizer of all parameters of a module.</summary>
    public Sgd(Module module, double momentum = 0, double decay = 0, bool nesterov = false)
        : base(module, momentum > 0 ? ["momentum"] : [])
    {
        if (!(momentum is >= 0 and < 1 && decay is >= 0 and < double.PositiveInfinity) || (nesterov && momentum == 0))
            throw new RangeException("sgd", $"momentum {momentum}, decay {decay}, nesterov {nesterov}: momentum must be in [0, 1) and above 0 for Nesterov, decay finite and 0 or more.");
        (this.momentum, this.decay, this.nesterov) = (momentum, decay, nesterov);
    }

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, double rate)
    {
        var theta = slot.Parameter.Value;
        theta.Backend.Sgd(theta.View, gradient.View, momentum > 0 ? slot[0].View : null, new(rate, momentum, decay, nesterov));
        GC.KeepAlive(gradient);
    }
}
