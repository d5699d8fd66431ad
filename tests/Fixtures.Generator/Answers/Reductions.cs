using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Reductions => new()
    {
        ["Sum"] = x => x[0].sum(),
        ["Sum: one axis"] = x => x[0].sum(1),
        ["Sum: two axes, kept"] = x => x[0].sum([0, -1], keepdim: true),
        ["Mean"] = x => x[0].mean(),
        ["Mean: one axis"] = x => x[0].mean([-1]),
        ["Mean: two axes, kept"] = x => x[0].mean([0, 2], keepdim: true),
        ["ArgMax"] = x => x[0].argmax(-1),
        ["ArgMax: of all"] = x => x[0].argmax(),
        ["ArgMax: kept"] = x => x[0].argmax(1, keepdim: true),
        ["ArgMin"] = x => x[0].argmin(-1),
        ["Max"] = x => x[0].amax(All(x[0])),
        ["Max: one axis"] = x => x[0].amax([1]),
        ["Max: two axes, kept"] = x => x[0].amax([0, -1], keepdim: true),
        ["Min"] = x => x[0].amin(All(x[0])),
        ["Min: one axis"] = x => x[0].amin([0]),
        ["Min: two axes, kept"] = x => x[0].amin([1, 2], keepdim: true),
        ["Var"] = x => x[0].var(All(x[0]), unbiased: true),
        ["Var: biased, of one axis"] = x => x[0].var(1, unbiased: false),
        ["Var: two axes, kept"] = x => x[0].var([0, -1], unbiased: true, keepdim: true),
        ["Std"] = x => x[0].std(All(x[0]), unbiased: true),
        ["Std: biased, of one axis, kept"] = x => x[0].std(1, unbiased: false, keepdim: true),
        ["Norm"] = x => linalg.vector_norm(x[0], 2, All(x[0])),
        ["Norm: 1, of one axis"] = x => linalg.vector_norm(x[0], 1, [1]),
        ["Norm: 3, of two axes, kept"] = x => linalg.vector_norm(x[0], 3, [0, -1], keepdim: true),
        ["Norm: 1.5"] = x => linalg.vector_norm(x[0], 1.5, [-1]),
        ["Norm: infinity"] = x => linalg.vector_norm(x[0], double.PositiveInfinity, [0]),
        ["Norm: minus infinity"] = x => linalg.vector_norm(x[0], double.NegativeInfinity, [0]),
        ["Norm: 0"] = x => linalg.vector_norm(x[0], 0, [0]),
        ["LogSumExp"] = x => x[0].flatten().logsumexp(0),
        ["LogSumExp: one axis"] = x => x[0].logsumexp(1),
        ["LogSumExp: two axes, kept"] = x => x[0].logsumexp(0, keepdim: true).logsumexp(-1, keepdim: true),
        ["CumSum"] = x => x[0].cumsum(1),
        ["CumSum: last axis"] = x => x[0].cumsum(-1),
        ["CumProd"] = x => x[0].cumprod(1),
        ["CumProd: with zeros"] = x => x[0].cumprod(-1),
        ["Sort"] = x => x[0].sort(-1).Values,
        ["Sort: falling, along the first axis"] = x => x[0].sort(0, descending: true).Values,
        ["ArgSort"] = x => x[0].argsort(-1),
        ["TopK"] = x => x[0].topk(3).values,
        ["TopK: smallest, middle axis, positions"] = x => x[0].topk(2, 1, largest: false).indexes,
        ["Softmax"] = x => x[0].softmax(-1),
        ["Softmax: first axis"] = x => x[0].softmax(0),
        ["LogSoftmax"] = x => x[0].log_softmax(-1),
        ["LogSoftmax: middle axis"] = x => x[0].log_softmax(1),
    };

    private static long[] All(torch.Tensor x) => [.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d)];
}
