using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Logic => new()
    {
        ["<"] = x => x[0] < x[1],
        ["<="] = x => x[0] <= x[1],
        [">"] = x => x[0] > x[1],
        [">="] = x => x[0] >= x[1],
        ["Equal"] = x => x[0].eq(x[1]),
        ["NotEqual"] = x => x[0].ne(x[1]),
        ["<: number"] = x => x[0] < 1,
        ["<=: number"] = x => x[0] <= 1,
        [">: number"] = x => x[0] > 1,
        [">=: number"] = x => x[0] >= 1,
        ["Equal: number"] = x => x[0].eq(1),
        ["NotEqual: number"] = x => x[0].ne(1),
        ["&"] = x => x[0].logical_and(x[1]),
        ["|"] = x => x[0].logical_or(x[1]),
        ["^"] = x => x[0].logical_xor(x[1]),
        ["!"] = x => x[0].logical_not(),
        ["Where"] = x => where(x[2], x[0], x[1]),
    };
}
