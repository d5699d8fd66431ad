using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>Stochastic gradient descent with momentum, as PyTorch's: v ← μ·v + (g + λ·θ), θ ← θ − η·v.</summary>
/// <remarks>λ is coupled L2 decay. Nesterov's form steps by g + μ·v instead of v. Polyak 1964; Sutskever et al. 2013.</remarks>
public sealed class Sgd
{
    private readonly (string Path, Parameter Parameter)[] parameters;
    private readonly Dictionary<string, Tensor> velocity = [];
    private readonly double momentum, decay;
    private readonly bool nesterov;

    /// <summary>An optimizer of all parameters of a module.</summary>
    public Sgd(Module module, double momentum = 0, double decay = 0, bool nesterov = false)
    {
        if (momentum is < 0 or >= 1 || decay < 0 || (nesterov && momentum == 0))
            throw new RangeException("sgd", $"momentum {momentum}, decay {decay}, nesterov {nesterov}: momentum must be in [0, 1) and above 0 for Nesterov, decay 0 or more.");
        parameters = [.. module.Parameters()];
        (this.momentum, this.decay, this.nesterov) = (momentum, decay, nesterov);
    }

    /// <summary>One step at learning rate <paramref name="rate"/>. Parameters without a gradient stay.</summary>
    public void Step(Gradients gradients, double rate)
    {
        if (!double.IsFinite(rate) || rate < 0)
            throw new RangeException("sgd", $"learning rate {rate} is not possible. Give a finite number, 0 or more.");
        foreach (var (path, p) in parameters)
        {
            if (!gradients.Has(p.Value))
                continue;
            using var scope = new Scope();
            var g = gradients[p.Value];
            var theta = p.Value.Detach();
            if (decay > 0)
                g += theta * decay;
            if (momentum > 0)
                g = WithMomentum(path, g);
            p.Assign(theta - g * rate);
        }
    }

    private Tensor WithMomentum(string path, Tensor g)
    {
        if (!velocity.TryGetValue(path, out var v))
        {
            velocity[path] = v = Tensor.Persistent(g.Shape, g.DType);
            v.Write(g);
        }
        else
        {
            v.Write(v * momentum + g);
        }

        return nesterov ? g + v * momentum : v;
    }
}
