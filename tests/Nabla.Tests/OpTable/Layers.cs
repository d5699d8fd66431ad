using Nabla.Nn;

namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Layers =>
    [
        Op.Layer("Nn.Linear", () => new Linear(4, 5), [[2, 3, 4]], [[0, 4]], [[33, 4]]),
        Op.Layer("Nn.Linear: no bias", () => new Linear(4, 5, bias: false), [[2, 4]]),
        Op.Layer("Nn.Conv2d", () => new Conv2d(3, 4, kernel: 3, stride: 2, padding: 1), [[2, 3, 5, 4]], [[0, 3, 4, 4]]),
        Op.Layer("Nn.Conv2d: dilated, grouped, no bias", () => new Conv2d(4, 6, kernel: 2, dilation: 2, groups: 2, bias: false), [[1, 4, 5, 6]]),
    ];
}
