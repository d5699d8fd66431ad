using Nabla.Zoo;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>Residual networks of a few channels by libtorch.</summary>
internal static class ResNetTraces
{
    internal static Dictionary<string, Nabla.Tensor> Basic() => ModelTrace.Record(new ResNet(18, classes: 10, width: 4), [4, 3, 64, 64], (m, x) => ImageNet(m, x, 2, 2, 2, 2));

    internal static Dictionary<string, Nabla.Tensor> Bottleneck() => ModelTrace.Record(new ResNet(50, classes: 10, width: 2), [4, 3, 64, 64], (m, x) => ImageNet(m, x, 3, 4, 6, 3));

    internal static Dictionary<string, Nabla.Tensor> Cifar(Shortcut shortcut) => ModelTrace.Record(new CifarResNet(20, shortcut, width: 4), [4, 3, 16, 16], (m, x) =>
    {
        x = (x - torch.tensor([0.485, 0.456, 0.406], 3, 1, 1)) / torch.tensor([0.229, 0.224, 0.225], 3, 1, 1);
        x = m.Norm("bn1", m.Conv("conv1", x, padding: 1)).relu();
        for (int stage = 1; stage <= 3; stage++)
            for (int i = 0; i < 3; i++)
                x = Block(m, $"layer{stage}.{i}", x, i == 0 && stage > 1 ? 2 : 1, shortcut);
        return [m.Linear("linear", x.mean([2, 3]))];
    });

    private static torch.Tensor[] ImageNet(ModelTrace m, torch.Tensor x, params int[] blocks)
    {
        x = m.Norm("bn1", m.Conv("conv1", x, 2, 3)).relu();
        x = F.max_pool2d(x, 3, 2, 1);
        for (int stage = 1; stage <= 4; stage++)
            for (int i = 0; i < blocks[stage - 1]; i++)
                x = Block(m, $"layer{stage}.{i}", x, i == 0 && stage > 1 ? 2 : 1, Shortcut.Project);
        return [m.Linear("fc", x.mean([2, 3]))];
    }

    private static torch.Tensor Block(ModelTrace m, string at, torch.Tensor x, long stride, Shortcut shortcut)
    {
        torch.Tensor y;
        if (m.Has($"{at}.conv3"))
        {
            y = m.Norm($"{at}.bn1", m.Conv($"{at}.conv1", x)).relu();
            y = m.Norm($"{at}.bn2", m.Conv($"{at}.conv2", y, stride, 1)).relu();
            y = m.Norm($"{at}.bn3", m.Conv($"{at}.conv3", y));
        }
        else
        {
            y = m.Norm($"{at}.bn1", m.Conv($"{at}.conv1", x, stride, 1)).relu();
            y = m.Norm($"{at}.bn2", m.Conv($"{at}.conv2", y, padding: 1));
        }

        if (shortcut == Shortcut.None)
            return y.relu();
        if (m.Has($"{at}.downsample.0"))
            x = m.Norm($"{at}.downsample.1", m.Conv($"{at}.downsample.0", x, stride));
        else if (stride == 2)
        {
            var half = F.avg_pool2d(x, 1, 2);                              // every second pixel
            x = torch.cat([half * 0, half, half * 0], 1).narrow(1, half.shape[1] / 2, 2 * half.shape[1]);
        }

        return (y + x).relu();
    }
}
