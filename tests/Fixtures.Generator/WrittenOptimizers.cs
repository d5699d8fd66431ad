using Nabla.Tests;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

using Tensor = TorchSharp.torch.Tensor;

/// <summary>Optimizers that libtorch or TorchSharp lacks, written down from their definitions in operations of libtorch.</summary>
/// <remarks>TorchSharp 0.107's NAdam multiplies its product of momenta from 0 and once too often, so PyTorch's documented algorithm stands here.</remarks>
internal static class WrittenOptimizers
{
    /// <summary>θ after one step, from θ, its gradient, two tensors of state that change in place, the step from 1, and the rate.</summary>
    private delegate Tensor Rule(Tensor theta, Tensor g, Tensor a, Tensor b, int t, double rate);

    private static readonly Dictionary<string, Rule> Rows = new()
    {
        ["NAdam"] = (theta, g, m, v, t, rate) => NAdam(theta, g, m, v, t, rate, 0.9, 0.999, 0.004, 0),
        ["NAdam: decay"] = (theta, g, m, v, t, rate) => NAdam(theta, g, m, v, t, rate, 0.8, 0.95, 0.1, 0.02),
        ["NAdam: groups, warm-up, clipping"] = (theta, g, m, v, t, rate) => NAdam(theta, g, m, v, t, IsBias(theta) ? 3 * rate : rate, 0.9, 0.999, 0.004, IsBias(theta) ? 0 : 0.1),
        ["AdaGrad: epsilon in the root"] = (theta, g, s, _, _, rate) => theta - rate * g / s.add_(g * g).add(0.01).sqrt(),
        ["RmsProp: epsilon in the root"] = (theta, g, v, u, _, rate) => theta - rate * u.mul_(0.5).add_(g / v.mul_(0.9).add_(0.1 * g * g).add(0.01).sqrt()),
        ["Lion"] = (theta, g, m, _, _, rate) => Lion(theta, g, m, rate, 0.9, 0.99, 0),
        ["Lion: decay"] = (theta, g, m, _, _, rate) => Lion(theta, g, m, rate, 0.8, 0.95, 0.3),
        ["Lion: groups, one-cycle, clipping"] = (theta, g, m, _, _, rate) => Lion(theta, g, m, IsBias(theta) ? 3 * rate : rate, 0.9, 0.99, IsBias(theta) ? 0 : 0.3),
    };

    /// <summary>The second group of rows with groups.</summary>
    private static bool IsBias(Tensor theta) => theta.dim() == 1;

    /// <summary>What takes step i, from 0.</summary>
    internal static Action<int> Step(string name, OptimizerRow row, params Parameter[] parameters)
    {
        var state = parameters.Select(p => (A: zeros_like(p), B: zeros_like(p))).ToArray();
        return i =>
        {
            using var _ = no_grad();
            foreach (var (p, (a, b)) in parameters.Zip(state))
                p.copy_(Rows[name](p, p.grad!, a, b, i + 1, row.Rate(i)));
        };
    }

    // The algorithm in the documentation of torch.optim.NAdam.
    private static Tensor NAdam(Tensor theta, Tensor g, Tensor m, Tensor v, int t, double rate, double beta1, double beta2, double psi, double decay)
    {
        g += decay * theta;
        m.mul_(beta1).add_((1 - beta1) * g);
        v.mul_(beta2).add_((1 - beta2) * g * g);
        double product = Enumerable.Range(1, t).Aggregate(1.0, (p, i) => p * Mu(i));
        var mean = Mu(t + 1) * m / (1 - product * Mu(t + 1)) + (1 - Mu(t)) * g / (1 - product);
        return theta - rate * mean / ((v / (1 - Math.Pow(beta2, t))).sqrt() + 1e-8);

        double Mu(int i) => beta1 * (1 - 0.5 * Math.Pow(0.96, i * psi));
    }

    // Program 1 of Chen et al. 2023.
    private static Tensor Lion(Tensor theta, Tensor g, Tensor m, double rate, double beta1, double beta2, double decay)
    {
        var update = (m * beta1 + g * (1 - beta1)).sign();
        m.copy_(m * beta2 + g * (1 - beta2));
        return theta - rate * (update + decay * theta);
    }
}
