namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] ShapeOps =>
    [
        new("Reshape", x => x[0].Reshape([3, 2, 4]), [[2, 3, 4]], [[24]], [[4, 6]]),
        new("Reshape: to a Shape", x => x[0].Reshape(new Shape([3, 2, 4])), [[2, 3, 4]]),
        new("Reshape: size left to find", x => x[0].Reshape(-1, 4), [[2, 3, 4]], [[8]]),
        new("Reshape: of a transposed matrix", x => x[0].T.Reshape([6, 4]).Tanh(), [[3, 8]]),
        new("Permute", x => x[0].Permute(2, 0, 1), [[2, 3, 4]], [[1, 1, 1]], [[2, 0, 3]], [[5, 7, 9]]),
        new("Transpose", x => x[0].Transpose(0, -1), [[2, 3, 4]], [[7]], [[0, 3]], [[31, 67]]),
        new("T", x => x[0].T, [[2, 3]], [[2, 3, 4]], [[0, 3]], [[31, 67]]),
        new("Expand", x => x[0].Expand([4, 2, 3]), [[2, 1]], [[1, 2, 3]], [[3]], [[]]),
        new("Flatten", x => x[0].Flatten(1), [[2, 3, 4]], [[7, 1]], [[0, 3, 2]], [[2, 3, 5, 4]]),
        new("Flatten: all", x => x[0].Flatten(), [[2, 3, 4]], [[]], [[7]], [[0, 3, 2]]),
        new("Unflatten", x => x[0].Unflatten(-1, 2, 3), [[2, 6]], [[6]], [[0, 6]]),
        new("Squeeze", x => x[0].Squeeze(), [[2, 1, 3]], [[1, 1]], [[2, 3]]),
        new("Squeeze: one axis", x => x[0].Squeeze(1), [[2, 1, 3]], [[1, 1]], [[0, 1]]),
        new("Unsqueeze", x => x[0].Unsqueeze(1), [[2, 3]], [[7]], [[0, 3]]),
        new("MoveAxis", x => x[0].MoveAxis(0, 2), Shapes.Cubes),
        new("[]", x => x[0][1.., TensorIndex.Slice(.., 2), ^1, TensorIndex.NewAxis], [[3, 5, 2]], [[1, 5, 1]], [[17, 33, 5]]),
        new("[]: one element", x => x[0][0, ^1], [[2, 3]], [[1, 1]]),
        new("Slice", x => x[0].Slice(1, 1..^1, 2), [[2, 7]], [[3, 2]], [[0, 5]], [[2, 5, 3]], [[31, 67]]),
        new("Narrow", x => x[0].Narrow(-1, 1, 3), [[2, 4]], [[0, 4]], [[3, 7, 9]]),
        new("Select", x => x[0].Select(1, -1), [[2, 4]], [[0, 4]], [[3, 7, 9]]),
        new("Contiguous", x => x[0].T.Contiguous(), [[2, 3]], [[0, 3]], [[2, 3, 5, 4]], [[31, 67]]),
        new("To", x => (x[0].To(DType.F64) * 2).To(x[0].DType), Shapes.Pointwise),
    ];
}
