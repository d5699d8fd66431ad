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
        ["Max"] = x => x[0].amax([.. Enumerable.Range(0, (int)x[0].dim()).Select(d => (long)d)]),
        ["Max: one axis"] = x => x[0].amax([1]),
        ["Max: two axes, kept"] = x => x[0].amax([0, -1], keepdim: true),
        ["Min"] = x => x[0].amin([.. Enumerable.Range(0, (int)x[0].dim()).Select(d => (long)d)]),
        ["Min: one axis"] = x => x[0].amin([0]),
        ["Min: two axes, kept"] = x => x[0].amin([1, 2], keepdim: true),
        ["Softmax"] = x => x[0].softmax(-1),
        ["Softmax: first axis"] = x => x[0].softmax(0),
        ["LogSoftmax"] = x => x[0].log_softmax(-1),
        ["LogSoftmax: middle axis"] = x => x[0].log_softmax(1),
    };
}
