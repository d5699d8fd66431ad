using Nabla.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

/// <summary>The steps of libtorch's optimizers on the problem of OptimizerTable.</summary>
internal static class Optimizers
{
    private static readonly Dictionary<string, Func<Parameter, Parameter, double, optim.Optimizer>> Rows = new()
    {
        ["Sgd"] = (w, b, rate) => optim.SGD([w, b], rate),
        ["Sgd: momentum"] = (w, b, rate) => optim.SGD([w, b], rate, momentum: 0.9),
        ["Sgd: Nesterov"] = (w, b, rate) => optim.SGD([w, b], rate, momentum: 0.9, nesterov: true),
        ["Sgd: decay"] = (w, b, rate) => optim.SGD([w, b], rate, momentum: 0.5, weight_decay: 0.01),
        ["Sgd: groups, cosine, clipping"] = (w, b, rate) => optim.SGD([new SGD.ParamGroup([w], rate, momentum: 0.9, weight_decay: 0.1), new SGD.ParamGroup([b], 3 * rate, momentum: 0.9)], rate),
        ["Sgd: plain, decay, groups, schedule, clipping"] = (w, b, rate) => optim.SGD([new SGD.ParamGroup([w], rate, weight_decay: 0.1), new SGD.ParamGroup([b], 3 * rate)], rate),
        ["Sgd: Nesterov, decay, groups, schedule, clipping"] = (w, b, rate) => optim.SGD([new SGD.ParamGroup([w], rate, momentum: 0.9, weight_decay: 0.1, nesterov: true), new SGD.ParamGroup([b], 3 * rate, momentum: 0.9, nesterov: true)], rate),
        ["Adam"] = (w, b, rate) => optim.Adam([w, b], rate),
        ["Adam: decay, other betas"] = (w, b, rate) => optim.Adam([w, b], rate, 0.8, 0.95, 1e-6, weight_decay: 0.02),
        ["Adam: groups, steps, clipping"] = (w, b, rate) => optim.Adam([new Adam.ParamGroup([w], rate, weight_decay: 0.1), new Adam.ParamGroup([b], 3 * rate)], rate),
        ["AdamW"] = (w, b, rate) => optim.AdamW([w, b], rate, weight_decay: 0.01),
        ["AdamW: groups, cosine, clipping"] = (w, b, rate) => optim.AdamW([new AdamW.ParamGroup([w], 0.5 * rate, weight_decay: 0.3), new AdamW.ParamGroup([b], rate, weight_decay: 0)], rate),
        ["AdaGrad"] = (w, b, rate) => optim.Adagrad([w, b], rate, eps: 1e-8),
        ["AdaGrad: decay"] = (w, b, rate) => optim.Adagrad([w, b], rate, weight_decay: 0.05, eps: 1e-3),
        ["AdaGrad: groups, polynomial, clipping"] = (w, b, rate) => optim.Adagrad([new Adagrad.ParamGroup([w], rate, weight_decay: 0.1, eps: 1e-8), new Adagrad.ParamGroup([b], 3 * rate, eps: 1e-8)], rate),
        ["RmsProp"] = (w, b, rate) => optim.RMSProp([w, b], rate, alpha: 0.9),
        ["RmsProp: centred, momentum, decay"] = (w, b, rate) => optim.RMSProp([w, b], rate, eps: 1e-4, momentum: 0.5, centered: true, weight_decay: 0.02),
        ["RmsProp: centred"] = (w, b, rate) => optim.RMSProp([w, b], rate, alpha: 0.95, centered: true),
        ["RmsProp: groups, restarts, clipping"] = (w, b, rate) => optim.RMSProp([new RMSProp.ParamGroup([w], rate, alpha: 0.9, weight_decay: 0.1, momentum: 0.5), new RMSProp.ParamGroup([b], 3 * rate, alpha: 0.9, momentum: 0.5)], rate),
    };

    internal static Dictionary<string, Nabla.Tensor> Record()
    {
        var problem = OptimizerTable.Problem;
        var tensors = problem.Index().ToDictionary(p => $"x{p.Index}", p => Fixtures.Record.FromInput(p.Item));
        foreach (var (name, row) in OptimizerTable.Rows)
        {
            torch.Tensor x = Fixtures.Record.ToTorch(problem[0]).detach(), labels = Fixtures.Record.ToTorch(problem[1]);
            Parameter weight = new(Fixtures.Record.ToTorch(problem[2]).detach()), bias = new(Fixtures.Record.ToTorch(problem[3]).detach());
            var step = Rows.TryGetValue(name, out var make) ? Library(make(weight, bias, row.Rate(0)), row) : WrittenOptimizers.Step(name, row, weight, bias);
            var losses = new double[OptimizerTable.Steps];
            for (int i = 0; i < losses.Length; i++)
            {
                weight.grad?.zero_();
                bias.grad?.zero_();
                var loss = nn.functional.cross_entropy(nn.functional.linear(x, weight, bias), labels);
                losses[i] = loss.item<double>();
                loss.backward();
                if (row.Clip is { } norm)
                    Clip(norm, weight.grad!, bias.grad!);
                step(i);
            }

            tensors[$"{name}|losses"] = Nabla.Tensor.Of(losses);
            tensors[$"{name}|weight"] = Fixtures.Record.FromTorch(weight);
            tensors[$"{name}|bias"] = Fixtures.Record.FromTorch(bias);
        }

        return tensors;
    }

    // clip_grad_norm_ divides by the norm + 1e-6, which is not Pascanu's rule and shows in the seventh digit.
    private static void Clip(double norm, params torch.Tensor[] gradients)
    {
        double found = Math.Sqrt(gradients.Sum(g => (g * g).sum().item<double>()));
        foreach (var g in gradients)
            g.mul_(Math.Min(1, norm / found));
    }

    /// <summary>A step of TorchSharp's optimizer, at the row's rate in the proportions of its groups.</summary>
    private static Action<int> Library(optim.Optimizer optimizer, OptimizerRow row)
    {
        double[] factors = [.. optimizer.ParamGroups.Select(g => g.LearningRate / row.Rate(0))];
        return i =>
        {
            foreach (var (group, factor) in optimizer.ParamGroups.Zip(factors))
                group.LearningRate = row.Rate(i) * factor;
            optimizer.step();
        };
    }
}
