namespace Nabla.Tests;

/// <summary>Cases that many rows share: a scalar, nothing, one element, odd tails, images, and more than a thread's share.</summary>
internal static class Shapes
{
    internal static readonly int[][][] Pointwise = [[[7]], [[]], [[1]], [[0, 3]], [[2, 3, 5, 4]], [[31, 67]], [[5, 16411]]];

    /// <summary>No input: what makes tensors from numbers.</summary>
    internal static readonly int[][][] None = [[]];

    /// <summary>The same for two operands, with every way to broadcast.</summary>
    internal static readonly int[][][] Broadcast =
    [
        [[7], [7]], [[2, 3], [3]], [[2, 1], [1, 3]], [[], [2, 3]], [[2, 3], []], [[1], [1]], [[0, 3], [3]], [[0, 1], [0, 3]],
        [[2, 3, 5, 4], [3, 1, 1]], [[31, 67], [31, 67]], [[5, 16411], [16411]],
    ];

    /// <summary>Three dimensions, for what reduces or moves some of them.</summary>
    internal static readonly int[][][] Cubes = [[[2, 3, 4]], [[1, 1, 1]], [[0, 3, 2]], [[2, 0, 3]], [[5, 7, 9]], [[17, 33, 65]]];
}
