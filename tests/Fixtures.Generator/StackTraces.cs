using Nabla.Zoo;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>VGG, AlexNet and the CNN for MNIST, of a few channels, by libtorch.</summary>
internal static class StackTraces
{
    internal static Dictionary<string, Nabla.Tensor> Vgg(int depth, bool batchNorm, int width, Shape images) =>
        ModelTrace.Record(new Vgg(depth, batchNorm, classes: 10, width, dropout: 0), images, (m, x) =>
        {
            int at = 0;
            foreach (int convolutions in depth == 11 ? (int[])[1, 1, 2, 2, 2] : [2, 2, 2, 2, 2])
            {
                for (int i = 0; i < convolutions; i++)
                {
                    x = m.Conv($"features.{at++}", x, padding: 1);
                    if (batchNorm)
                        x = m.Norm($"features.{at++}", x);
                    x = x.relu();
                    at++;
                }

                x = F.max_pool2d(x, 2);
                at++;
            }

            x = F.adaptive_avg_pool2d(x, [7, 7]).flatten(1);
            return [m.Linear("classifier.6", m.Linear("classifier.3", m.Linear("classifier.0", x).relu()).relu())];
        });

    internal static Dictionary<string, Nabla.Tensor> AlexNet() => ModelTrace.Record(new AlexNet(classes: 10, width: 2, dropout: 0), [3, 3, 95, 79], (m, x) =>
    {
        x = F.max_pool2d(m.Conv("features.0", x, 4, 2).relu(), 3, 2);
        x = F.max_pool2d(m.Conv("features.3", x, padding: 2).relu(), 3, 2);
        x = m.Conv("features.6", x, padding: 1).relu();
        x = m.Conv("features.8", x, padding: 1).relu();
        x = F.max_pool2d(m.Conv("features.10", x, padding: 1).relu(), 3, 2);
        x = F.adaptive_avg_pool2d(x, [6, 6]).flatten(1);
        return [m.Linear("classifier.6", m.Linear("classifier.4", m.Linear("classifier.1", x).relu()).relu())];
    });

    internal static Dictionary<string, Nabla.Tensor> MnistCnn() => ModelTrace.Record(new MnistCnn(width: 4), [4, 1, 28, 28], (m, x) =>
    {
        x = F.max_pool2d(Unit(0, x), 2);
        x = F.max_pool2d(Unit(3, Unit(2, x)), 2);
        return [m.Linear("linear", Unit(6, Unit(5, x)).mean([2, 3]))];

        torch.Tensor Unit(int at, torch.Tensor x) => m.Norm($"features.{at}.bn", m.Conv($"features.{at}.conv", x, padding: 1), 0.001).relu();
    });
}
