namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] LinearAlgebra =>
    [
        new("MatMul", x => x[0].MatMul(x[1]), [[2, 3], [3, 4]], [[1, 1], [1, 1]], [[0, 3], [3, 2]], [[2, 0], [0, 3]], [[17, 33], [33, 65]], [[129, 67], [67, 131]]),
        new("MatMul: batched", x => x[0].MatMul(x[1]), [[5, 1, 2, 3], [2, 3, 4]], [[3, 2, 3], [3, 2]], [[2, 3], [4, 3, 2]], [[0, 2, 3], [3, 2]], [[3, 17, 33], [3, 33, 9]]),
        new("MatMul: of a matrix by itself", x => x[0].MatMul(x[0].T), [[3, 4]], [[17, 33]]),
        new("Linear", x => x[0].Linear(x[1], x[2]), [[2, 3, 4], [5, 4], [5]], [[3, 4], [1, 4], [1]], [[0, 4], [3, 4], [3]], [[4], [3, 4], [3]], [[2, 3, 0], [4, 0], [4]], [[2, 3, 4], [0, 4], [0]], [[65, 33], [67, 33], [67]]),
        new("Linear: no bias", x => x[0].Linear(x[1]), [[2, 4], [5, 4]], [[33, 65], [17, 65]]),
        new("Einsum", x => Tensor.Einsum("ij,jk->ik", x), [[2, 3], [3, 4]], [[1, 1], [1, 1]], [[0, 3], [3, 2]], [[31, 33], [33, 17]]),
        new("Einsum: attention", x => Tensor.Einsum("bhqd,bhkd->bhqk", x), [[2, 2, 3, 2], [2, 2, 4, 2]], [[2, 3, 17, 9], [2, 3, 5, 9]]),
        new("Einsum: outer product", x => Tensor.Einsum("i,j->ij", x), [[3], [4]], [[31], [67]]),
        new("Einsum: batched outer product, transposed", x => Tensor.Einsum("bi,bj->jib", x), [[2, 3], [2, 4]], [[5, 31], [5, 17]]),
        new("Einsum: trace", x => Tensor.Einsum("ii->", x), [[3, 3]], [[31, 31]]),
        new("Einsum: diagonal", x => Tensor.Einsum("jii->ij", x), [[2, 3, 3]], [[5, 17, 17]]),
        new("Einsum: sums of one operand", x => Tensor.Einsum("ijk->j", x), [[2, 3, 4]], [[5, 17, 9]]),
        new("Einsum: three operands", x => Tensor.Einsum("ij,jk,ik->i", x), [[2, 3], [3, 4], [2, 4]], [[7, 9], [9, 5], [7, 5]]),
        new("Einsum: several summed axes", x => Tensor.Einsum("aibj,jibc->ac", x), [[2, 3, 2, 2], [2, 3, 2, 3]], [[5, 3, 4, 7], [7, 3, 4, 9]]),
        new("Einsum: axes of one operand only", x => Tensor.Einsum("ijm,jkn->ik", x), [[2, 3, 2], [3, 4, 2]], [[5, 7, 3], [7, 9, 2]]),
        new("Einsum: ellipsis, broadcast", x => Tensor.Einsum("...ij,...j->...i", x), [[2, 3, 4], [2, 4]], [[3, 4], [2, 4]], [[1, 2, 3, 4], [3, 1, 4]]),
    ];
}
