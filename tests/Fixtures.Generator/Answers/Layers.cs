using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Layers => new()
    {
        ["Nn.Linear"] = x => F.linear(x[0], x[1], x[2]),
        ["Nn.Linear: no bias"] = x => F.linear(x[0], x[1]),
        ["Nn.Linear: tied"] = x => F.linear(x[0], x[1], x[2]),
        ["Nn.Embedding"] = x => x[1].index_select(0, x[0].flatten()).reshape([.. x[0].shape, x[1].shape[1]]),
        ["Nn.Embedding: padded"] = x => x[1].index_select(0, x[0]),
        ["Nn.Conv2d"] = x => F.conv2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1]),
        ["Nn.Conv2d: dilated, grouped, no bias"] = x => F.conv2d(x[0], x[1], dilation: [2, 2], groups: 2),
        ["Nn.Conv2d: wide"] = x => F.conv2d(x[0], x[1], x[2], padding: [0, 1]),
        ["Nn.Conv1d"] = x => F.conv1d(x[0], x[1], x[2], stride: 2, padding: 1),
        ["Nn.ConvTranspose2d"] = x => F.conv_transpose2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1], output_padding: [1, 1]),
        ["Nn.ConvTranspose1d"] = x => F.conv_transpose1d(x[0], x[1], stride: 2, groups: 2),
        ["Nn.SqueezeExcitation"] = x => x[0] * F.conv2d(F.conv2d(x[0].mean([2, 3], keepdim: true), x[1], x[2]).relu(), x[3], x[4]).sigmoid(),
        ["Nn.LocalResponseNorm"] = x => F.local_response_norm(x[0], 3, 0.5),
        ["Nn.SpatialPyramidPool2d"] = x => torch.cat([F.adaptive_max_pool2d(x[0], [2, 2]).flatten(1), x[0].amax([2, 3])], 1),
        ["Nn.AdaptiveAvgPool2d"] = x => F.adaptive_avg_pool2d(x[0], [2, 3]),
        ["Nn.AdaptiveMaxPool2d"] = x => F.adaptive_max_pool2d(x[0], [2, 3]),
        ["Nn.GlobalAvgPool2d"] = x => x[0].mean([2, 3]),
        ["Nn.GlobalMaxPool2d"] = x => x[0].amax([2, 3]),
        ["Nn.UpsampleNearest2d"] = x => F.interpolate(x[0], [4, 6]),
        ["Nn.UpsampleBilinear2d"] = x => F.interpolate(x[0], [4, 6], mode: InterpolationMode.Bilinear, align_corners: false),
        ["Nn.AvgPool2d"] = x => F.avg_pool2d(x[0], 3, 2, 1),
        ["Nn.MaxPool2d"] = x => F.max_pool2d(x[0], 2),
        ["Nn.AvgPool1d"] = x => F.avg_pool1d(x[0], 3, 2, 1),
        ["Nn.MaxPool1d"] = x => F.max_pool1d(x[0], 2),
        ["Nn.AdaptiveAvgPool1d"] = x => F.adaptive_avg_pool1d(x[0], 3),
        ["Nn.AdaptiveMaxPool1d"] = x => F.adaptive_max_pool1d(x[0], 3),
        ["Nn.Flatten"] = x => x[0].reshape(x[0].shape[0], -1),
        ["Nn.Sequential"] = x => F.linear(F.linear(x[0], x[1], x[2]).tanh(), x[3], x[4]),
        ["Nn.ReLU"] = x => x[0].relu(),
        ["Nn.LeakyReLU"] = x => F.leaky_relu(x[0], 0.2),
        ["Nn.PReLU"] = x => x[0].prelu(x[1]),
        ["Nn.ELU"] = x => F.elu(x[0], 1.5),
        ["Nn.SELU"] = x => F.selu(x[0]),
        ["Nn.GELU"] = x => Gelu(x[0]),
        ["Nn.GELU: by tanh"] = x => GeluTanh(x[0]),
        ["Nn.SiLU"] = x => F.silu(x[0]),
        ["Nn.Softplus"] = x => F.softplus(x[0], 2, 1000),
        ["Nn.Hardsigmoid"] = x => (x[0] + 3).clamp(0, 6) / 6,
        ["Nn.Hardswish"] = x => x[0] * ((x[0] + 3).clamp(0, 6) / 6),
        ["Nn.Tanh"] = x => x[0].tanh(),
        ["Nn.Sigmoid"] = x => x[0].sigmoid(),
        ["Nn.Softmax"] = x => x[0].softmax(1),
        ["Nn.LogSoftmax"] = x => x[0].log_softmax(-1),
    };
}
