namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Image =>
    [
        new("Conv2d", x => x[0].Conv2d(x[1], x[2]), [[2, 3, 5, 4], [2, 3, 3, 3], [2]], [[1, 1, 1, 1], [1, 1, 1, 1], [1]], [[2, 16, 13, 11], [33, 16, 3, 3], [33]], [[3, 5, 9, 9], [7, 5, 5, 5], [7]]),
        new("Conv2d: by Winograd", x => x[0].Conv2d(x[1], x[2], padding: 1), [[1, 1, 2, 2], [1, 1, 3, 3], [1]], [[2, 35, 9, 7], [33, 35, 3, 3], [33]]) { Tolerance = (2e-5, "Winograd's tiles cancel larger numbers; documented at Device.Winograd"), NoFixture = "Conv2d has it; what differs is too large for a fixture" },
        new("Conv2d: strided, padded", x => x[0].Conv2d(x[1], x[2], stride: 2, padding: 1), [[2, 3, 5, 4], [2, 3, 3, 3], [2]], [[1, 1, 7, 7], [2, 1, 7, 7], [2]], [[2, 9, 15, 14], [17, 9, 3, 3], [17]]),
        new("Conv2d: dilated, grouped", x => x[0].Conv2d(x[1], dilation: 2, groups: 2), [[1, 4, 5, 5], [4, 2, 3, 2]], [[2, 8, 11, 9], [6, 4, 3, 3]]),
        new("Conv2d: depthwise", x => x[0].Conv2d(x[1], padding: 1, groups: 3), [[1, 3, 4, 4], [3, 1, 2, 2]], [[2, 3, 9, 8], [6, 1, 3, 3]]),
        new("Conv2d: one by one", x => x[0].Conv2d(x[1], x[2]), [[2, 3, 3, 4], [5, 3, 1, 1], [5]], [[2, 33, 7, 7], [17, 33, 1, 1], [17]]),
        new("Conv2d: of no image", x => x[0].Conv2d(x[1]) + x[1].Sum(), [[0, 2, 3, 3], [1, 2, 2, 2]]),
        new("Conv2d: wide", x => x[0].Conv2d(x[1], null, (1, 2), (0, 2), (1, 1)), [[2, 3, 3, 5], [2, 3, 1, 4]], [[1, 8, 9, 17], [17, 8, 1, 7]]),
        new("Conv2d: same", x => x[0].Conv2d(x[1], x[2], padding: Padding.Same), [[2, 2, 4, 5], [2, 2, 3, 3], [2]], [[1, 2, 3, 4], [3, 2, 2, 4], [3]], [[2, 8, 11, 9], [7, 8, 4, 4], [7]]),
        new("Conv2d: same, strided", x => x[0].Conv2d(x[1], stride: 2, padding: Padding.Same), [[2, 2, 4, 5], [2, 2, 3, 3]], [[2, 8, 11, 10], [7, 8, 3, 3]]),
        new("Conv1d", x => x[0].Conv1d(x[1], x[2]), [[2, 3, 7], [2, 3, 3], [2]], [[1, 1, 1], [1, 1, 1], [1]], [[3, 9, 33], [17, 9, 5], [17]]),
        new("Conv1d: strided, padded, dilated, grouped", x => x[0].Conv1d(x[1], stride: 2, padding: 2, dilation: 2, groups: 2), [[2, 4, 7], [6, 2, 3]], [[3, 8, 33], [16, 4, 5]]),
        new("Conv1d: same", x => x[0].Conv1d(x[1], padding: Padding.Same), [[2, 3, 7], [2, 3, 4]], [[3, 9, 33], [17, 9, 6]]),
        new("ConvTranspose2d", x => x[0].ConvTranspose2d(x[1], x[2]), [[2, 2, 3, 4], [2, 3, 3, 2], [3]], [[1, 1, 1, 1], [1, 1, 1, 1], [1]], [[2, 17, 7, 6], [17, 9, 3, 3], [9]]),
        new("ConvTranspose2d: strided, padded", x => x[0].ConvTranspose2d(x[1], x[2], stride: 2, padding: 1, outputPadding: 1), [[2, 2, 3, 4], [2, 3, 3, 3], [3]], [[2, 17, 7, 6], [17, 9, 4, 4], [9]]),
        new("ConvTranspose2d: dilated, grouped", x => x[0].ConvTranspose2d(x[1], stride: 2, dilation: 2, groups: 2), [[1, 4, 3, 3], [4, 2, 2, 3]], [[2, 8, 7, 6], [8, 3, 3, 3]]),
        new("ConvTranspose1d", x => x[0].ConvTranspose1d(x[1], x[2], stride: 3, padding: 1, outputPadding: 2), [[2, 2, 5], [2, 3, 4], [3]], [[1, 1, 1], [1, 1, 1], [1]], [[3, 9, 17], [9, 17, 5], [17]]),
        new("ConvTranspose1d: dilated, grouped", x => x[0].ConvTranspose1d(x[1], dilation: 2, groups: 2), [[1, 4, 5], [4, 3, 2]], [[2, 8, 17], [8, 5, 3]]),
        new("AvgPool2d", x => x[0].AvgPool2d(2), [[2, 3, 4, 6]], [[1, 1, 5, 5]], [[0, 2, 4, 4]], [[3, 17, 8, 9]]),
        new("AvgPool2d: overlapping, padded", x => x[0].AvgPool2d(3, 2, 1), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 9, 11, 13]]),
        new("AvgPool2d: ceil", x => x[0].AvgPool2d(2, ceil: true), [[2, 3, 3, 5]], [[1, 1, 1, 1]], [[3, 17, 7, 9]]),
        new("AvgPool2d: ceil, padded", x => x[0].AvgPool2d(3, 2, 1, ceil: true), [[2, 3, 4, 6]], [[1, 2, 6, 5]], [[3, 9, 11, 14]]),
        new("MaxPool2d", x => x[0].MaxPool2d(2), [[2, 3, 4, 6]], [[1, 1, 5, 5]], [[0, 2, 4, 4]], [[3, 17, 8, 9]]) { Inputs = [Domain.Distinct] },
        new("MaxPool2d: overlapping, padded", x => x[0].MaxPool2d(3, 2, 1), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 9, 11, 13]]) { Inputs = [Domain.Distinct] },
        new("MaxPool2d: ceil", x => x[0].MaxPool2d(3, 2, ceil: true), [[2, 3, 4, 6]], [[1, 1, 2, 2]], [[3, 17, 8, 12]]) { Inputs = [Domain.Distinct] },
        new("MaxPool2d: ceil, padded", x => x[0].MaxPool2d(2, 3, 1, ceil: true), [[2, 3, 4, 6]], [[1, 1, 5, 5]], [[3, 17, 8, 12]]) { Inputs = [Domain.Distinct] },
        new("SpatialPyramidPool2d", x => x[0].SpatialPyramidPool2d(1, 2, 3), [[2, 2, 4, 6]], [[1, 2, 5, 7]], [[0, 2, 3, 3]], [[3, 9, 11, 8]]) { Inputs = [Domain.Distinct] },
        new("LocalResponseNorm", x => x[0].LocalResponseNorm(3, alpha: 0.5, beta: 0.75, k: 2), [[2, 5, 2, 3]], [[1, 1, 1]], [[5, 33]], [[2, 33, 5, 6]]),
        new("LocalResponseNorm: of an even number", x => x[0].LocalResponseNorm(4, alpha: 2), [[2, 5, 2, 3]], [[2, 9, 5]]),
        new("UpsampleNearest2d", x => x[0].UpsampleNearest2d(5, 4), [[2, 2, 2, 3]], [[1, 2, 7, 8]], [[3, 9, 4, 2]]),
        new("UpsampleBilinear2d", x => x[0].UpsampleBilinear2d(5, 4), [[2, 2, 2, 3]], [[1, 2, 7, 8]], [[1, 1, 1, 1]], [[3, 9, 4, 2]]),
        new("UpsampleBilinear2d: aligned", x => x[0].UpsampleBilinear2d(5, 4, alignCorners: true), [[2, 2, 2, 3]], [[1, 2, 7, 8]], [[1, 1, 1, 1]], [[3, 9, 4, 2]]),
        new("AdaptiveAvgPool2d", x => x[0].AdaptiveAvgPool2d(2, 3), [[2, 2, 4, 6]], [[1, 1, 5, 7]], [[2, 2, 1, 2]], [[0, 2, 4, 4]], [[3, 17, 8, 11]]),
        new("AdaptiveMaxPool2d", x => x[0].AdaptiveMaxPool2d(2, 3), [[2, 2, 4, 6]], [[1, 1, 5, 7]], [[2, 2, 1, 2]], [[0, 2, 4, 4]], [[3, 17, 8, 11]]) { Inputs = [Domain.Distinct] },
        new("GlobalAvgPool2d", x => x[0].GlobalAvgPool2d(), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 17, 7, 7]]),
        new("GlobalMaxPool2d", x => x[0].GlobalMaxPool2d(), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 17, 7, 7]]) { Inputs = [Domain.Distinct] },
    ];
}
