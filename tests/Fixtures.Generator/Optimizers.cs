using Nabla.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

/// <summary>The steps of libtorch's optimizers on the problem of OptimizerTable.</summary>
internal static class Optimizers
{
    private static readonly Dictionary<string, Func<Parameter[], double, optim.Optimizer>> Rows = new()
    {
        ["Sgd"] = (p, rate) => optim.SGD(p, rate),
        ["Sgd: momentum"] = (p, rate) => optim.SGD(p, rate, momentum: 0.9),
        ["Sgd: Nesterov"] = (p, rate) => optim.SGD(p, rate, momentum: 0.9, nesterov: true),
        ["Sgd: decay"] = (p, rate) => optim.SGD(p, rate, momentum: 0.5, weight_decay: 0.01),
        ["Adam"] = (p, rate) => optim.Adam(p, rate),
        ["Adam: decay, other betas"] = (p, rate) => optim.Adam(p, rate, 0.8, 0.95, 1e-6, weight_decay: 0.02),
    };

    internal static Dictionary<string, Nabla.Tensor> Record()
    {
        var problem = OptimizerTable.Problem;
        var tensors = problem.Index().ToDictionary(p => $"x{p.Index}", p => Fixtures.Record.FromInput(p.Item));
        foreach (var (row, make) in Rows)
        {
            torch.Tensor x = Fixtures.Record.ToTorch(problem[0]).detach(), labels = Fixtures.Record.ToTorch(problem[1]);
            Parameter weight = new(Fixtures.Record.ToTorch(problem[2]).detach()), bias = new(Fixtures.Record.ToTorch(problem[3]).detach());
            var optimizer = make([weight, bias], OptimizerTable.Rows[row].Rate);
            var losses = new double[OptimizerTable.Steps];
            for (int step = 0; step < losses.Length; step++)
            {
                optimizer.zero_grad();
                var loss = nn.functional.cross_entropy(nn.functional.linear(x, weight, bias), labels);
                losses[step] = loss.item<double>();
                loss.backward();
                optimizer.step();
            }

            tensors[$"{row}|losses"] = Nabla.Tensor.Of(losses);
            tensors[$"{row}|weight"] = Fixtures.Record.FromTorch(weight);
            tensors[$"{row}|bias"] = Fixtures.Record.FromTorch(bias);
        }

        return tensors;
    }
}
