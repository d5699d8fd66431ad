using Nabla.Nn;

namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Layers =>
    [
        Op.Layer("Nn.Linear", () => new Linear(4, 5), [[2, 3, 4]], [[0, 4]], [[33, 4]]),
        Op.Layer("Nn.Linear: no bias", () => new Linear(4, 5, bias: false), [[2, 4]]),
        Op.Layer("Nn.Linear: tied", () => new Linear(4, 5, tied: new Linear(4, 5).Weight), [[2, 4]]),
        Op.Layer("Nn.Embedding", () => new Embedding(5, 3), [[2, 4]], [[0]], [[33, 7]]) with { Inputs = [Domain.Index(5)] },
        Op.Layer("Nn.Embedding: padded", () => new Embedding(5, 3, padding: -1), [[9]]) with { Inputs = [Domain.Index(4, DType.I32)] },
        Op.Layer("Nn.Conv2d", () => new Conv2d(3, 4, kernel: 3, stride: 2, padding: 1), [[2, 3, 5, 4]], [[0, 3, 4, 4]]),
        Op.Layer("Nn.Conv2d: dilated, grouped, no bias", () => new Conv2d(4, 6, kernel: 2, dilation: 2, groups: 2, bias: false), [[1, 4, 5, 5]]),
        Op.Layer("Nn.Conv2d: wide", () => new Conv2d(3, 4, new Window((1, 3), (1, 1), (0, 1), (1, 1))), [[2, 3, 3, 4]]),
        Op.Layer("Nn.Conv1d", () => new Conv1d(3, 4, kernel: 3, stride: 2, padding: 1), [[2, 3, 5]], [[0, 3, 4]]),
        Op.Layer("Nn.ConvTranspose2d", () => new ConvTranspose2d(3, 2, kernel: 3, stride: 2, padding: 1, outputPadding: 1), [[2, 3, 3, 2]]),
        Op.Layer("Nn.ConvTranspose1d", () => new ConvTranspose1d(4, 6, kernel: 3, stride: 2, groups: 2, bias: false), [[2, 4, 5]]),
        Op.Layer("Nn.SqueezeExcitation", () => new SqueezeExcitation(4, 2), [[2, 4, 3, 2]]),
        Op.Layer("Nn.LocalResponseNorm", () => new LocalResponseNorm(3, alpha: 0.5), [[2, 4, 3]]),
        Op.Layer("Nn.SpatialPyramidPool2d", () => new SpatialPyramidPool2d(2, 1), [[2, 3, 4, 5]]),
        Op.Layer("Nn.AdaptiveAvgPool2d", () => new AdaptiveAvgPool2d(2, 3), [[2, 3, 5, 4]]),
        Op.Layer("Nn.AdaptiveMaxPool2d", () => new AdaptiveMaxPool2d(2, 3), [[2, 3, 5, 4]]),
        Op.Layer("Nn.GlobalAvgPool2d", () => new GlobalAvgPool2d(), [[2, 3, 5, 4]]),
        Op.Layer("Nn.GlobalMaxPool2d", () => new GlobalMaxPool2d(), [[2, 3, 5, 4]]),
        Op.Layer("Nn.UpsampleNearest2d", () => new UpsampleNearest2d(2), [[2, 3, 2, 3]]),
        Op.Layer("Nn.UpsampleBilinear2d", () => new UpsampleBilinear2d(2), [[2, 3, 2, 3]]),
        Op.Layer("Nn.AvgPool2d", () => new AvgPool2d(3, 2, 1), [[2, 3, 5, 4]]),
        Op.Layer("Nn.MaxPool2d", () => new MaxPool2d(2), [[2, 3, 4, 6]]),
        Op.Layer("Nn.Flatten", () => new Flatten(), [[2, 3, 4]], [[3]]),
        Op.Layer("Nn.Sequential", () => new Sequential(new Linear(3, 4), new Tanh(), new Linear(4, 2)), [[5, 3]]),
        Op.Layer("Nn.Dropout", () => new Dropout(0.4), [[2, 3]], [[33, 65]]) with { NoFixture = "libtorch draws another mask" },
        Op.Layer("Nn.Dropout1d", () => new Dropout1d(0.4), [[2, 3, 4]], [[5, 17, 9]]) with { NoFixture = "libtorch draws another mask" },
        Op.Layer("Nn.Dropout2d", () => new Dropout2d(0.4), [[2, 3, 2, 4]], [[5, 17, 3, 3]]) with { NoFixture = "libtorch draws another mask" },
        Op.Layer("Nn.DropPath", () => new DropPath(0.4), [[5, 3]], [[65, 3, 3]]) with { NoFixture = "libtorch draws another mask" },
        Op.Layer("Nn.Identity", () => new Identity(), [[2, 3]]) with { NoFixture = "nothing is computed" },
        Op.Layer("Nn.ReLU", () => new ReLU(), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.LeakyReLU", () => new LeakyReLU(0.2), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.PReLU", () => new PReLU(3), [[2, 3, 4]]) with { Extremes = [[Extremes.Of([4, 3], 1e4, -1e4, 0, -1e4, 1e4, -1e-30, 1e-30, -0.0, -1e4, 1, -1, 1e4), Extremes.Of([3], 0.25, -1, 1e4)], [Extremes.Of([2, 3], double.PositiveInfinity, 1, -2, double.NegativeInfinity, -1, 2), Extremes.Of([3], 0.25, -1, 2)]] },
        Op.Layer("Nn.ELU", () => new ELU(1.5), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.SELU", () => new SELU(), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.GELU", () => new GELU(), [[2, 3]]) with { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        Op.Layer("Nn.GELU: by tanh", () => new GELU(tanh: true), [[2, 3]]) with { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has a form composed of its operations, ∞·0 there") },
        Op.Layer("Nn.SiLU", () => new SiLU(), [[2, 3]]) with { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        Op.Layer("Nn.Softplus", () => new Softplus(2), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.Hardsigmoid", () => new Hardsigmoid(), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.Hardswish", () => new Hardswish(), [[2, 3]]) with { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        Op.Layer("Nn.Tanh", () => new Tanh(), [[2, 3]]) with { Extreme = true, Rounded = (2.3e-16, "1 − y² near y = 1") },
        Op.Layer("Nn.Sigmoid", () => new Sigmoid(), [[2, 3]]) with { Extreme = true },
        Op.Layer("Nn.Softmax", () => new Softmax(1), [[2, 3, 4]]) with { Extremes = Extremes.Logits },
        Op.Layer("Nn.LogSoftmax", () => new LogSoftmax(), [[2, 3]]) with { Extremes = Extremes.Logits },
    ];
}
