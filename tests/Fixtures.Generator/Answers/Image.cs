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
        ["Conv2d: depthwise, strided"] = x => F.conv2d(x[0], x[1], x[2], strides: [2, 2], padding: [2, 2], groups: 3),
        ["Conv2d: depthwise, dilated"] = x => F.conv2d(x[0], x[1], strides: [2, 3], padding: [1, 2], dilation: [2, 2], groups: 3),
        ["Conv2d: one by one"] = x => F.conv2d(x[0], x[1], x[2]),
        ["Conv2d: of no image"] = x => F.conv2d(x[0], x[1]) + x[1].sum(),
        ["Conv2d: wide"] = x => F.conv2d(x[0], x[1], strides: [1, 2], padding: [0, 2]),
        ["Conv2d: same"] = x => F.conv2d(Same(x[0], x[1]), x[1], x[2]),
        ["Conv2d: same, strided"] = x => F.conv2d(F.pad(x[0], [1, 1, 0, 1]), x[1], strides: [2, 2]),
        ["Conv1d"] = x => F.conv1d(x[0], x[1], x[2]),
        ["Conv1d: strided, padded, dilated, grouped"] = x => F.conv1d(x[0], x[1], stride: 2, padding: 2, dilation: 2, groups: 2),
        ["Conv1d: same"] = x => F.conv1d(F.pad(x[0], [1, 2]), x[1]),
        ["ConvTranspose2d"] = x => F.conv_transpose2d(x[0], x[1], x[2]),
        ["ConvTranspose2d: strided, padded"] = x => F.conv_transpose2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1], output_padding: [1, 1]),
        ["ConvTranspose2d: dilated, grouped"] = x => F.conv_transpose2d(x[0], x[1], strides: [2, 2], dilation: [2, 2], groups: 2),
        ["ConvTranspose1d"] = x => F.conv_transpose1d(x[0], x[1], x[2], stride: 3, padding: 1, output_padding: 2),
        ["ConvTranspose1d: dilated, grouped"] = x => F.conv_transpose1d(x[0], x[1], dilation: 2, groups: 2),
        ["AvgPool2d"] = x => F.avg_pool2d(x[0], 2),
        ["AvgPool2d: overlapping, padded"] = x => F.avg_pool2d(x[0], 3, 2, 1),
        ["AvgPool2d: ceil"] = x => F.avg_pool2d(x[0], 2, ceil_mode: true),
        ["AvgPool2d: ceil, padded"] = x => F.avg_pool2d(x[0], 3, 2, 1, ceil_mode: true),
        ["MaxPool2d"] = x => F.max_pool2d(x[0], 2),
        ["MaxPool2d: overlapping, padded"] = x => F.max_pool2d(x[0], 3, 2, 1),
        ["MaxPool2d: ceil"] = x => F.max_pool2d(x[0], 3, 2, ceil_mode: true),
        ["MaxPool2d: ceil, padded"] = x => F.max_pool2d(x[0], 2, 3, 1, ceil_mode: true),
        ["AvgPool1d"] = x => F.avg_pool1d(x[0], 2),
        ["AvgPool1d: overlapping, padded, ceil"] = x => F.avg_pool1d(x[0], 3, 2, 1, ceil_mode: true),
        ["MaxPool1d"] = x => F.max_pool1d(x[0], 2),
        ["MaxPool1d: overlapping, padded, ceil"] = x => F.max_pool1d(x[0], 3, 2, 1, ceil_mode: true),
        ["SpatialPyramidPool2d"] = x => torch.cat([.. new long[] { 1, 2, 3 }.Select(n => F.adaptive_max_pool2d(x[0], [n, n]).reshape(x[0].shape[0], x[0].shape[1] * n * n))], 1),
        ["LocalResponseNorm"] = x => F.local_response_norm(x[0], 3, 0.5, 0.75, 2),
        ["LocalResponseNorm: of an even number"] = x => F.local_response_norm(x[0], 4, 2),
        ["UpsampleNearest2d"] = x => F.interpolate(x[0], [5, 4]),
        ["UpsampleBilinear2d"] = x => F.interpolate(x[0], [5, 4], mode: InterpolationMode.Bilinear, align_corners: false),
        ["UpsampleBilinear2d: aligned"] = x => F.interpolate(x[0], [5, 4], mode: InterpolationMode.Bilinear, align_corners: true),
        ["AdaptiveAvgPool2d"] = x => F.adaptive_avg_pool2d(x[0], [2, 3]),
        ["AdaptiveMaxPool2d"] = x => F.adaptive_max_pool2d(x[0], [2, 3]),
        ["AdaptiveAvgPool1d"] = x => F.adaptive_avg_pool1d(x[0], 3),
        ["AdaptiveMaxPool1d"] = x => F.adaptive_max_pool1d(x[0], 3),
        ["GlobalAvgPool2d"] = x => x[0].mean([2, 3]),
        ["GlobalMaxPool2d"] = x => x[0].amax([2, 3]),
    };

    // PyTorch's padding='same': one more behind where the number is odd.
    private static torch.Tensor Same(torch.Tensor x, torch.Tensor w)
    {
        long h = w.shape[2] - 1, v = w.shape[3] - 1;
        return F.pad(x, [v / 2, v - v / 2, h / 2, h - h / 2]);
    }
}
