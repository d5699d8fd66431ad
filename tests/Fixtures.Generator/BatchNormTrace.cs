using Nabla.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

/// <summary>libtorch's batch norm in float64 through three training steps and one evaluation: running statistics and outputs.</summary>
internal static class BatchNormTrace
{
    internal static Dictionary<string, Nabla.Tensor> Record()
    {
        var tensors = new Dictionary<string, Nabla.Tensor>();
        foreach (var (name, momentum) in new (string, double?)[] { ("fixed", 0.1), ("cumulative", null) })
        {
            using var layer = nn.BatchNorm2d(3, momentum: momentum ?? 0.1, dtype: float64);
            for (int step = 0; step < 4; step++)
            {
                var input = Domain.Normal.Draw([4 - step, 3, 2, 5], new Philox(3, 0, (ulong)step));
                var x = Fixtures.Record.ToTorch(input).detach() * (step + 1) + step;
                if (momentum is null)
                    layer.momentum = 1.0 / (step + 1);
                layer.train(step < 3);
                var y = layer.forward(x);
                tensors[$"{name}|x{step}"] = Fixtures.Record.FromTorch(x);
                tensors[$"{name}|y{step}"] = Fixtures.Record.FromTorch(y);
            }

            tensors[$"{name}|running_mean"] = Fixtures.Record.FromTorch(layer.running_mean!);
            tensors[$"{name}|running_var"] = Fixtures.Record.FromTorch(layer.running_var!);
        }

        return tensors;
    }
}
