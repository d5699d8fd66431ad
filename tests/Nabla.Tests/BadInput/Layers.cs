using Nabla.Nn;

namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Layers =>
    [
        new("Nn.Linear", () => new Linear(0, -3), "linear: outputs is -3, 1 or more was expected. Check the layer's options."),
        new("Nn.Linear", () => new Linear(0, 3), "linear: inputs is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(3, 0, 3), "conv2d: outputs is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 4, 3, groups: 0), "conv2d: groups is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 6, 3, groups: 4), "conv2d: 4 groups do not divide 4 channels and 6 outputs. Use a divisor of both."),
        new("Nn.Conv2d", () => new Conv2d(4, 4, 3, stride: 0), "conv2d: stride is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 4, 3, padding: -2), "conv2d: padding is -2, 0 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 4, 3, dilation: 0), "conv2d: dilation is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv1d", () => new Conv1d(4, 4, 0), "conv1d: kernel is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv1d", () => new Conv1d(4, 4, 3, dilation: -1), "conv1d: dilation is -1, 1 or more was expected. Check the layer's options."),
        new("Nn.ConvTranspose2d", () => new ConvTranspose2d(4, 4, 3, padding: -1), "conv_transpose2d: padding is -1, 0 or more was expected. Check the layer's options."),
        new("Nn.ConvTranspose1d", () => new ConvTranspose1d(4, 4, 3, outputPadding: -1), "conv_transpose1d: output padding is -1, 0 or more was expected. Check the layer's options."),
        new("Nn.Embedding", () => new Embedding(0, 3), "embedding: words is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Embedding", () => new Embedding(4, 3, padding: 4), "embedding: padding 4 is no row of a table of 4. Give -4 to 3, or null for none."),
        new("Nn.MaxPool2d", () => new MaxPool2d(0), "max_pool2d: kernel is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.MaxPool2d", () => new MaxPool2d(3, padding: 2), "max_pool2d: padding 2 is over half of kernel 3, so a window could see no pixel. Use at most 1."),
        new("Nn.AvgPool2d", () => new AvgPool2d(2, stride: -1), "avg_pool2d: stride is -1, 0 or more was expected. Check the layer's options."),
        new("Nn.SpatialPyramidPool2d", () => new SpatialPyramidPool2d(2, 0), "spatial_pyramid_pool2d: levels (2, 0) were given. Name one or more, each of 1 or more cells a side."),
        new("Nn.AdaptiveAvgPool2d", () => new AdaptiveAvgPool2d(2, 0), "adaptive_avg_pool2d: columns is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.AdaptiveMaxPool2d", () => new AdaptiveMaxPool2d(2, 0), "adaptive_max_pool2d: columns is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.GlobalAvgPool2d", () => new GlobalAvgPool2d().Forward(F(3, 5)), "global_avg_pool2d: input (3, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape. [in GlobalAvgPool2d]"),
        new("Nn.GlobalMaxPool2d", () => new GlobalMaxPool2d().Forward(F(3, 5)), "global_max_pool2d: input (3, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape. [in GlobalMaxPool2d]"),
        new("Nn.UpsampleNearest2d", () => new UpsampleNearest2d(0), "upsample_nearest2d: scale is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.UpsampleBilinear2d", () => new UpsampleBilinear2d(-2), "upsample_bilinear2d: scale is -2, 1 or more was expected. Check the layer's options."),
        new("Nn.LocalResponseNorm", () => new LocalResponseNorm(0), "local_response_norm: size is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.SqueezeExcitation", () => new SqueezeExcitation(4, 0), "squeeze_excitation: squeezed is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.BatchNorm1d", () => new BatchNorm1d(0, affine: false), "batch_norm: channels is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.BatchNorm2d", () => new BatchNorm2d(3, epsilon: 0), "batch_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("Nn.LayerNorm", () => new LayerNorm([3, 0]), "layer_norm: a size of the normalized shape is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.LayerNorm", () => new LayerNorm([]), "layer_norm: the normalized shape has no dimension, one or more was expected. Name the sizes of the input's last dimensions."),
        new("Nn.LayerNorm", () => new LayerNorm(3, epsilon: 0), "layer_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("Nn.RMSNorm", () => new RMSNorm(0, affine: false), "rms_norm: size is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.RMSNorm", () => new RMSNorm(3, epsilon: 0), "rms_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("Nn.GroupNorm", () => new GroupNorm(0, 4), "group_norm: groups is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.GroupNorm", () => new GroupNorm(3, 4), "group_norm: 3 groups do not divide 4 channels. Use a divisor."),
        new("Nn.GroupNorm", () => new GroupNorm(2, 4, epsilon: 0), "group_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("Nn.InstanceNorm2d", () => new InstanceNorm2d(0), "instance_norm: channels is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.InstanceNorm2d", () => new InstanceNorm2d(3, epsilon: 0), "instance_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("Nn.LeakyReLU", () => new LeakyReLU(double.NaN), "leaky_relu: slope NaN is not possible. Give a finite number."),
        new("Nn.ELU", () => new ELU(double.PositiveInfinity), "elu: alpha Infinity is not possible. Give a finite number."),
        new("Nn.Softplus", () => new Softplus(0), "softplus: beta 0 is not possible. Give a finite number above 0."),
        new("Nn.PReLU", () => new PReLU(-1), "prelu: channels is -1, 1 or more was expected. Check the layer's options."),
        new("Nn.Dropout", () => new Dropout(1.5), "dropout: p = 1.5 is not possible. Give the probability of dropping an element, 0 or more and below 1."),
        new("Nn.Flatten", () => new Flatten().Forward(Null), "forward: the input of Flatten is null. Check what should have made it. [in Flatten]"),
    ];
}
