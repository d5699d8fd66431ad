using Nabla.Zoo;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>An EfficientNet of a few channels by libtorch, without stochastic depth.</summary>
internal static class EfficientNetTrace
{
    internal static Dictionary<string, Nabla.Tensor> Record() =>
        ModelTrace.Record(new EfficientNet(new(0.1, 1, 64, Dropout: 0), classes: 10, stochasticDepth: 0), [4, 3, 64, 64], (m, x) =>
        {
            (int Kernel, int Stride, int Layers)[] stages = [(3, 1, 1), (3, 2, 2), (5, 2, 2), (3, 2, 3), (5, 1, 3), (5, 2, 4), (3, 1, 1)];
            x = F.silu(Unit("features.0", x, 2, 1));
            for (int s = 0; s < stages.Length; s++)
                for (int i = 0; i < stages[s].Layers; i++)
                {
                    string at = $"features.{s + 1}.{i}.block";
                    int next = 0;
                    long stride = i == 0 ? stages[s].Stride : 1;
                    var y = s == 0 ? x : F.silu(Unit($"{at}.{next++}", x, 1, 0));
                    y = F.silu(Unit($"{at}.{next++}", y, stride, stages[s].Kernel / 2, y.shape[1]));
                    var gate = F.silu(m.Conv($"{at}.{next}.fc1", y.mean([2, 3], keepdim: true)));
                    y *= m.Conv($"{at}.{next++}.fc2", gate).sigmoid();
                    y = Unit($"{at}.{next}", y, 1, 0);
                    x = stride == 1 && x.shape[1] == y.shape[1] ? x + y : y;
                }

            return [m.Linear("classifier.1", F.silu(Unit("features.8", x, 1, 0)).mean([2, 3]))];

            torch.Tensor Unit(string at, torch.Tensor x, long stride, long padding, long groups = 1) => m.Norm($"{at}.1", m.Conv($"{at}.0", x, stride, padding, groups));
        });
}
