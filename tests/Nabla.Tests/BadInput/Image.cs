namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Image =>
    [
        new("Conv2d", () => F(3, 5, 5).Conv2d(F(2, 3, 3, 3)), "conv2d: input (3, 5, 5), weight (2, 3, 3, 3): both need four dimensions, (N, C, H, W) and (O, C/groups, kh, kw). Add a batch dimension with Reshape."),
        new("Conv2d", () => F(1, 4, 5, 5).Conv2d(F(2, 3, 3, 3)), "conv2d: input (1, 4, 5, 5) has 4 channels, weight (2, 3, 3, 3) takes 3. Check the channels of the layer before."),
        new("Conv2d", () => F(1, 4, 5, 5).Conv2d(F(2, 1, 3, 3), groups: 3), "conv2d: 3 groups do not divide the 4 channels of input (1, 4, 5, 5) and the 2 outputs of weight (2, 1, 3, 3). Use a divisor of both."),
        new("Conv2d", () => F(1, 4, 5, 5).Conv2d(F(2, 3, 3, 3), groups: 2), "conv2d: input (1, 4, 5, 5) has 4 channels, weight (2, 3, 3, 3) takes 6 in 2 groups. Check the channels of the layer before."),
        new("Conv2d", () => F(1, 3, 2, 2).Conv2d(F(2, 3, 3, 3)), "conv2d: the window reaches over 3×3 pixels, the padded image has 2×2. Give images of at least 3×3, or pad more."),
        new("Conv2d", () => F(1, 3, 5, 5).Conv2d(F(2, 3, 3, 3), F(3)), "conv2d: bias (3) does not fit weight (2, 3, 3, 3): shape (2), one number for each output, was expected. Give a bias of that shape."),
        new("Conv2d", () => F(1, 3, 5, 5).Conv2d(F(2, 3, 3, 3), stride: 0), "conv2d: kernel 3×3, stride 0×0, padding 0×0, dilation 1×1 is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options."),
        new("Conv2d", () => F(1, 3, 5, 5).Conv2d(F(2, 3, 3, 3), dilation: int.MaxValue), "conv2d: the window reaches over 4294967295×4294967295 pixels, the padded image has 5×5. Give images of at least 4294967295×4294967295, or pad more."),
        new("Conv2d", () => F(1, 3, 5, 5).Conv2d(F(2, 3, 3, 3), padding: int.MaxValue), "conv2d: padding 2147483647×2147483647 makes an image of more than 2147483647 rows or columns. Pad less."),
        new("Conv2d", () => L(1, 3, 5, 5).Conv2d(L(2, 3, 3, 3)), "conv2d: input (1, 3, 5, 5) is I64, weight (2, 3, 3, 3) I64; all F32 or all F64 was expected. Convert with To."),
        new("Conv2d", () => F(1, 3, 5, 5).Conv2d(Null), "conv2d: weight is null; a tensor was expected. Check what should have made it."),
        new("AvgPool2d", () => F(3, 5, 5).AvgPool2d(2), "avg_pool2d: input (3, 5, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape."),
        new("AvgPool2d", () => F(1, 3, 5, 5).AvgPool2d(2, padding: 2), "avg_pool2d: padding 2 is over half of kernel 2, so a window could see no pixel. Use at most 1."),
        new("AvgPool2d", () => F(1, 3, 5, 5).AvgPool2d(6), "avg_pool2d: the window reaches over 6×6 pixels, the padded image has 5×5. Give images of at least 6×6, or pad more."),
        new("AvgPool2d", () => L(1, 3, 5, 5).AvgPool2d(2), "avg_pool2d: the input of shape (1, 3, 5, 5) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("MaxPool2d", () => F(3, 5, 5).MaxPool2d(2), "max_pool2d: input (3, 5, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape."),
        new("MaxPool2d", () => F(1, 3, 5, 5).MaxPool2d(0), "max_pool2d: kernel 0×0, stride 0×0, padding 0×0, dilation 1×1 is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options."),
        new("MaxPool2d", () => F(1, 3, 5, 5).MaxPool2d(2, -1), "max_pool2d: kernel 2×2, stride -1×-1, padding 0×0, dilation 1×1 is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options."),
        new("AdaptiveAvgPool2d", () => F(3, 5, 5).AdaptiveAvgPool2d(2, 2), "adaptive_avg_pool2d: input (3, 5, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape."),
        new("AdaptiveAvgPool2d", () => F(1, 3, 5, 5).AdaptiveAvgPool2d(0, 2), "adaptive_avg_pool2d: a grid of 0×2 cells was asked for. Use 1 or more each."),
        new("AdaptiveMaxPool2d", () => F(1, 3, 0, 5).AdaptiveMaxPool2d(2, 2), "adaptive_max_pool2d: the image (1, 3, 0, 5) has no pixels. Check the layers before."),
        new("GlobalAvgPool2d", () => F(3, 5).GlobalAvgPool2d(), "global_avg_pool2d: input (3, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape."),
        new("GlobalMaxPool2d", () => F(3, 5).GlobalMaxPool2d(), "global_max_pool2d: input (3, 5) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape."),
    ];
}
