namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Image =>
    [
        new("Conv2d", x => x[0].Conv2d(x[1], x[2]), [[2, 3, 5, 4], [2, 3, 3, 3], [2]], [[1, 1, 1, 1], [1, 1, 1, 1], [1]], [[2, 16, 13, 11], [33, 16, 3, 3], [33]], [[3, 5, 9, 9], [7, 5, 5, 5], [7]]),
        new("Conv2d: strided, padded", x => x[0].Conv2d(x[1], x[2], stride: 2, padding: 1), [[2, 3, 5, 4], [2, 3, 3, 3], [2]], [[1, 1, 7, 7], [2, 1, 7, 7], [2]], [[2, 9, 15, 14], [17, 9, 3, 3], [17]]),
        new("Conv2d: dilated, grouped", x => x[0].Conv2d(x[1], dilation: 2, groups: 2), [[1, 4, 5, 5], [4, 2, 3, 2]], [[2, 8, 11, 9], [6, 4, 3, 3]]),
        new("Conv2d: depthwise", x => x[0].Conv2d(x[1], padding: 1, groups: 3), [[1, 3, 4, 4], [3, 1, 2, 2]], [[2, 3, 9, 8], [6, 1, 3, 3]]),
        new("Conv2d: one by one", x => x[0].Conv2d(x[1], x[2]), [[2, 3, 3, 4], [5, 3, 1, 1], [5]], [[2, 33, 7, 7], [17, 33, 1, 1], [17]]),
        new("Conv2d: of no image", x => x[0].Conv2d(x[1]) + x[1].Sum(), [[0, 2, 3, 3], [1, 2, 2, 2]]),
        new("AvgPool2d", x => x[0].AvgPool2d(2), [[2, 3, 4, 6]], [[1, 1, 5, 5]], [[0, 2, 4, 4]], [[3, 17, 8, 9]]),
        new("AvgPool2d: overlapping, padded", x => x[0].AvgPool2d(3, 2, 1), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 9, 11, 13]]),
        new("MaxPool2d", x => x[0].MaxPool2d(2), [[2, 3, 4, 6]], [[1, 1, 5, 5]], [[0, 2, 4, 4]], [[3, 17, 8, 9]]) { Inputs = [Domain.Distinct] },
        new("MaxPool2d: overlapping, padded", x => x[0].MaxPool2d(3, 2, 1), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 9, 11, 13]]) { Inputs = [Domain.Distinct] },
        new("AdaptiveAvgPool2d", x => x[0].AdaptiveAvgPool2d(2, 3), [[2, 2, 4, 6]], [[1, 1, 5, 7]], [[2, 2, 1, 2]], [[0, 2, 4, 4]], [[3, 17, 8, 11]]),
        new("AdaptiveMaxPool2d", x => x[0].AdaptiveMaxPool2d(2, 3), [[2, 2, 4, 6]], [[1, 1, 5, 7]], [[2, 2, 1, 2]], [[0, 2, 4, 4]], [[3, 17, 8, 11]]) { Inputs = [Domain.Distinct] },
        new("GlobalAvgPool2d", x => x[0].GlobalAvgPool2d(), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 17, 7, 7]]),
        new("GlobalMaxPool2d", x => x[0].GlobalMaxPool2d(), [[2, 3, 5, 4]], [[1, 1, 1, 1]], [[3, 17, 7, 7]]) { Inputs = [Domain.Distinct] },
    ];
}
