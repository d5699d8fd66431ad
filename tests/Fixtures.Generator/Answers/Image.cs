using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Image => new()
    {
        ["Conv2d"] = x => F.conv2d(x[0], x[1], x[2]),
        ["Conv2d: strided, padded"] = x => F.conv2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1]),
        ["Conv2d: dilated, grouped"] = x => F.conv2d(x[0], x[1], dilation: [2, 2], groups: 2),
        ["Conv2d: depthwise"] = x => F.conv2d(x[0], x[1], padding: [1, 1], groups: 3),
        ["Conv2d: one by one"] = x => F.conv2d(x[0], x[1], x[2]),
        ["Conv2d: of no image"] = x => F.conv2d(x[0], x[1]) + x[1].sum(),
        ["AvgPool2d"] = x => F.avg_pool2d(x[0], 2),
        ["AvgPool2d: overlapping, padded"] = x => F.avg_pool2d(x[0], 3, 2, 1),
        ["MaxPool2d"] = x => F.max_pool2d(x[0], 2),
        ["MaxPool2d: overlapping, padded"] = x => F.max_pool2d(x[0], 3, 2, 1),
        ["AdaptiveAvgPool2d"] = x => F.adaptive_avg_pool2d(x[0], [2, 3]),
        ["AdaptiveMaxPool2d"] = x => F.adaptive_max_pool2d(x[0], [2, 3]),
        ["GlobalAvgPool2d"] = x => x[0].mean([2, 3]),
        ["GlobalMaxPool2d"] = x => x[0].amax([2, 3]),
    };
}
