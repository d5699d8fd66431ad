using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Arithmetic => new()
    {
        ["+"] = x => x[0] + x[1],
        ["-"] = x => x[0] - x[1],
        ["*"] = x => x[0] * x[1],
        ["*: by itself"] = x => x[0] * x[0],
        ["/"] = x => x[0] / x[1],
        ["-: negation"] = x => -x[0],
        ["+: number on the right"] = x => x[0] + 1.5,
        ["+: number on the left"] = x => 1.5 + x[0],
        ["-: number on the right"] = x => x[0] - 1.5,
        ["-: number on the left"] = x => 1.5 - x[0],
        ["*: number on the right"] = x => x[0] * -2.5,
        ["*: number on the left"] = x => -2.5 * x[0],
        ["/: number on the right"] = x => x[0] / 3,
        ["/: number on the left"] = x => 3 / x[0],
        ["Pow"] = x => x[0].pow(x[1]),
        ["Pow: 2"] = x => x[0].pow(2),
        ["Pow: 0"] = x => x[0].pow(0),
        ["Pow: -3"] = x => x[0].pow(-3),
        ["Pow: 0.5"] = x => x[0].pow(0.5),
        ["Maximum"] = x => maximum(x[0], x[1]),
        ["Minimum"] = x => minimum(x[0], x[1]),
        ["Clamp"] = x => x[0].clamp(-0.4, 0.7),
        ["Clamp: below only"] = x => x[0].clamp_min(0.25),
    };
}
