using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

/// <summary>The update rules as loops written from their papers.</summary>
internal static class UpdateLoops
{
    /// <summary>Step t, counted from 1, of one number: θ, g, the rate, and its state, which starts at zeros; the new θ.</summary>
    internal delegate double Rule(double theta, double g, int t, double rate, double[] s);

    internal static readonly Dictionary<string, (Func<Module, Optimizer> Make, Rule Rule)> All = new()
    {
        ["Sgd"] = (m => new Sgd(m), (theta, g, _, rate, _) => theta - rate * g),
        ["Sgd: decay"] = (m => new Sgd(m, decay: 0.1), (theta, g, _, rate, _) => theta - rate * (g + 0.1 * theta)),
        ["Sgd: momentum"] = (m => new Sgd(m, 0.9, 0.01), (theta, g, t, rate, s) => theta - rate * Velocity(theta, g, t, s)),
        ["Sgd: Nesterov"] = (m => new Sgd(m, 0.9, 0.01, nesterov: true), (theta, g, t, rate, s) => theta - rate * (g + 0.01 * theta + 0.9 * Velocity(theta, g, t, s))),
        ["Adam"] = (m => new Adam(m), (theta, g, t, rate, s) => theta - rate * Adam(g, t, s)),
        ["Adam: decay"] = (m => new Adam(m, decay: 0.01), (theta, g, t, rate, s) => theta - rate * Adam(g + 0.01 * theta, t, s)),
        // Loshchilov and Hutter 2019, algorithm 2, line 12: the decay stands beside the step.
        ["AdamW"] = (m => new AdamW(m, decay: 0.1), (theta, g, t, rate, s) => theta - rate * (Adam(g, t, s) + 0.1 * theta)),
        ["NAdam"] = (m => new NAdam(m, decay: 0.01), (theta, g, t, rate, s) => theta - rate * NAdam(g + 0.01 * theta, t, s)),
        ["AdaGrad"] = (m => new AdaGrad(m), (theta, g, _, rate, s) => theta - rate * g / (Math.Sqrt(s[0] += g * g) + 1e-8)),
        ["AdaGrad: epsilon in the root"] = (m => new AdaGrad(m, 0.1, epsilonInRoot: true), (theta, g, _, rate, s) => theta - rate * g / Math.Sqrt((s[0] += g * g) + 0.1)),
        ["RmsProp"] = (m => new RmsProp(m), (theta, g, _, rate, s) => theta - rate * g / (Math.Sqrt(s[0] = 0.9 * s[0] + 0.1 * g * g) + 1e-8)),
        ["RmsProp: epsilon in the root"] = (m => new RmsProp(m, epsilon: 0.1, epsilonInRoot: true), (theta, g, _, rate, s) => theta - rate * g / Math.Sqrt((s[0] = 0.9 * s[0] + 0.1 * g * g) + 0.1)),
        ["RmsProp: centred"] = (m => new RmsProp(m, epsilon: 0.1, centered: true), (theta, g, _, rate, s) => theta - rate * Centred(g, s)),
        ["RmsProp: centred, momentum, decay"] = (m => new RmsProp(m, epsilon: 0.1, momentum: 0.7, centered: true, decay: 0.02), (theta, g, _, rate, s) => theta - rate * (s[2] = 0.7 * s[2] + Centred(g + 0.02 * theta, s))),
        // Chen et al. 2023, program 1.
        ["Lion"] = (m => new Lion(m, decay: 0.1), (theta, g, _, rate, s) =>
        {
            double update = Math.Sign(0.9 * s[0] + 0.1 * g);
            s[0] = 0.99 * s[0] + 0.01 * g;
            return theta - rate * update - rate * 0.1 * theta;
        }
        ),
    };

    // torch.optim.SGD's documented algorithm, μ = 0.9, λ = 0.01, dampening 0.
    private static double Velocity(double theta, double g, int t, double[] s) => s[0] = t == 1 ? g + 0.01 * theta : 0.9 * s[0] + g + 0.01 * theta;

    // Kingma and Ba 2015, algorithm 1.
    private static double Adam(double g, int t, double[] s)
    {
        s[0] = 0.9 * s[0] + (1 - 0.9) * g;
        s[1] = 0.999 * s[1] + (1 - 0.999) * g * g;
        return s[0] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-8);
    }

    // Dozat 2016, algorithm 2, ψ = 0.004.
    private static double NAdam(double g, int t, double[] s)
    {
        s[0] = 0.9 * s[0] + (1 - 0.9) * g;
        s[1] = 0.999 * s[1] + (1 - 0.999) * g * g;
        double upto = 1, mu = 0, next = 0.9 * (1 - 0.5 * Math.Pow(0.96, 0.004 * (t + 1)));
        for (int i = 1; i <= t; i++)
            upto *= mu = 0.9 * (1 - 0.5 * Math.Pow(0.96, 0.004 * i));
        double mean = next * s[0] / (1 - upto * next) + (1 - mu) * g / (1 - upto);
        return mean / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-8);
    }

    // Graves 2013, eqs. 38–40, α = 0.9, ε = 0.1 outside the root.
    private static double Centred(double g, double[] s)
    {
        s[0] = 0.9 * s[0] + 0.1 * g * g;
        s[1] = 0.9 * s[1] + 0.1 * g;
        return g / (Math.Sqrt(Math.Max(0, s[0] - s[1] * s[1])) + 0.1);
    }
}
