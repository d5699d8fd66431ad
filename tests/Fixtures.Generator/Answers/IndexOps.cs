using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> IndexOps => new()
    {
        ["Gather"] = x => x[0].gather(1, x[1]),
        ["Gather: last of a vector, I32"] = x => x[0].gather(-1, x[1]),
        ["IndexSelect"] = x => x[0].index_select(0, x[1]),
        ["IndexSelect: middle axis"] = x => x[0].index_select(1, x[1]),
        ["ScatterAdd"] = x => x[0].scatter_add(1, x[2], x[1]),
        ["ScatterAdd: to a vector, I32"] = x => x[0].scatter_add(0, x[2], x[1]),
        ["MaskedFill"] = x => x[0].masked_fill(x[1], -1.5),
        ["OneHot"] = x => F.one_hot(x[0], 5),
        ["Embedding"] = x => x[0].index_select(0, x[1].flatten()).reshape([.. x[1].shape, x[0].shape[1]]),
        ["Embedding: with padding masked, I32"] = x => x[0].index_select(0, x[1]) * x[1].ne(3).unsqueeze(-1),
    };
}
