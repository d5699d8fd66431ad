using Nabla.Zoo;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>GoogLeNet and Inception-v3 of a few channels by libtorch, with their auxiliary heads.</summary>
internal static class InceptionTraces
{
    internal static Dictionary<string, Nabla.Tensor> GoogLeNet() =>
        ModelTrace.Record(new GoogLeNet(classes: 10, width: 8, dropout: 0, headDropout: 0), [4, 3, 64, 64], (m, x) =>
        {
            x = F.max_pool2d(Unit(m, "conv1", x, 2, (3, 3)), 3, 2, ceil_mode: true);
            x = F.max_pool2d(Unit(m, "conv3", Unit(m, "conv2", x), 1, (1, 1)), 3, 2, ceil_mode: true);
            x = F.max_pool2d(Block("inception3b", Block("inception3a", x)), 3, 2, ceil_mode: true);
            x = Block("inception4a", x);
            var head1 = Head("aux1", x);
            x = Block("inception4d", Block("inception4c", Block("inception4b", x)));
            var head2 = Head("aux2", x);
            x = F.max_pool2d(Block("inception4e", x), 2, 2, ceil_mode: true);
            x = Block("inception5b", Block("inception5a", x));
            return [m.Linear("fc", x.mean([2, 3])), head1, head2];

            torch.Tensor Block(string at, torch.Tensor x) => torch.cat(
            [
                Unit(m, $"{at}.branch1", x),
                Unit(m, $"{at}.branch2.1", Unit(m, $"{at}.branch2.0", x), 1, (1, 1)),
                Unit(m, $"{at}.branch3.1", Unit(m, $"{at}.branch3.0", x), 1, (1, 1)),
                Unit(m, $"{at}.branch4.1", F.max_pool2d(x, 3, 1, 1, ceil_mode: true)),
            ], 1);

            torch.Tensor Head(string at, torch.Tensor x) =>
                m.Linear($"{at}.fc2", m.Linear($"{at}.fc1", Unit(m, $"{at}.conv", F.adaptive_avg_pool2d(x, [4, 4])).flatten(1)).relu());
        }, share: 0.3);

    // The smallest images that the head can train on.
    internal static Dictionary<string, Nabla.Tensor> InceptionV3() =>
        ModelTrace.Record(new InceptionV3(classes: 10, width: 2, dropout: 0), [3, 3, 299, 299], (m, x) =>
        {
            x = Unit(m, "Conv2d_2b_3x3", Unit(m, "Conv2d_2a_3x3", Unit(m, "Conv2d_1a_3x3", x, 2)), 1, (1, 1));
            x = Unit(m, "Conv2d_4a_3x3", Unit(m, "Conv2d_3b_1x1", F.max_pool2d(x, 3, 2)));
            x = F.max_pool2d(x, 3, 2);
            foreach (string at in (string[])["Mixed_5b", "Mixed_5c", "Mixed_5d"])
                x = torch.cat([Unit(m, $"{at}.branch1x1", x), Unit(m, $"{at}.branch5x5_2", Unit(m, $"{at}.branch5x5_1", x), 1, (2, 2)), Double(at, x, 1), Pooled(at, x)], 1);
            x = torch.cat([Unit(m, "Mixed_6a.branch3x3", x, 2), Double("Mixed_6a", x, 2), F.max_pool2d(x, 3, 2)], 1);
            foreach (string at in (string[])["Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"])
            {
                var seven = Unit(m, $"{at}.branch7x7_3", Unit(m, $"{at}.branch7x7_2", Unit(m, $"{at}.branch7x7_1", x), 1, (0, 3)), 1, (3, 0));
                var twice = Unit(m, $"{at}.branch7x7dbl_1", x);
                for (int i = 2; i <= 5; i++)
                    twice = Unit(m, $"{at}.branch7x7dbl_{i}", twice, 1, i % 2 == 0 ? (3, 0) : (0, 3));
                x = torch.cat([Unit(m, $"{at}.branch1x1", x), seven, twice, Pooled(at, x)], 1);
            }

            var head = Unit(m, "AuxLogits.conv1", Unit(m, "AuxLogits.conv0", F.avg_pool2d(x, 5, 3)));
            var grid = Unit(m, "Mixed_7a.branch7x7x3_3", Unit(m, "Mixed_7a.branch7x7x3_2", Unit(m, "Mixed_7a.branch7x7x3_1", x), 1, (0, 3)), 1, (3, 0));
            x = torch.cat([Unit(m, "Mixed_7a.branch3x3_2", Unit(m, "Mixed_7a.branch3x3_1", x), 2), Unit(m, "Mixed_7a.branch7x7x3_4", grid, 2), F.max_pool2d(x, 3, 2)], 1);
            foreach (string at in (string[])["Mixed_7b", "Mixed_7c"])
            {
                var three = Unit(m, $"{at}.branch3x3_1", x);
                var twice = Unit(m, $"{at}.branch3x3dbl_2", Unit(m, $"{at}.branch3x3dbl_1", x), 1, (1, 1));
                x = torch.cat(
                [
                    Unit(m, $"{at}.branch1x1", x), Unit(m, $"{at}.branch3x3_2a", three, 1, (0, 1)), Unit(m, $"{at}.branch3x3_2b", three, 1, (1, 0)),
                    Unit(m, $"{at}.branch3x3dbl_3a", twice, 1, (0, 1)), Unit(m, $"{at}.branch3x3dbl_3b", twice, 1, (1, 0)), Pooled(at, x),
                ], 1);
            }

            return [m.Linear("fc", x.mean([2, 3])), m.Linear("AuxLogits.fc", head.mean([2, 3]))];

            torch.Tensor Double(string at, torch.Tensor x, long stride) =>
                Unit(m, $"{at}.branch3x3dbl_3", Unit(m, $"{at}.branch3x3dbl_2", Unit(m, $"{at}.branch3x3dbl_1", x), 1, (1, 1)), stride, stride == 1 ? (1, 1) : (0, 0));

            torch.Tensor Pooled(string at, torch.Tensor x) => Unit(m, $"{at}.branch_pool", F.avg_pool2d(x, 3, 1, 1));
        }, share: 0.4);

    private static torch.Tensor Unit(ModelTrace m, string at, torch.Tensor x, long stride = 1, (long, long) padding = default) =>
        m.Norm($"{at}.bn", m.Conv($"{at}.conv", x, stride, padding), 0.001).relu();
}
