namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] LinearAlgebra =>
    [
        new("MatMul", x => x[0].MatMul(x[1]), [[2, 3], [3, 4]], [[1, 1], [1, 1]], [[0, 3], [3, 2]], [[2, 0], [0, 3]], [[17, 33], [33, 65]], [[129, 67], [67, 131]]),
        new("MatMul: batched", x => x[0].MatMul(x[1]), [[5, 1, 2, 3], [2, 3, 4]], [[3, 2, 3], [3, 2]], [[2, 3], [4, 3, 2]], [[0, 2, 3], [3, 2]], [[3, 17, 33], [3, 33, 9]]),
        new("MatMul: of a matrix by itself", x => x[0].MatMul(x[0].T), [[3, 4]], [[17, 33]]),
        new("Linear", x => x[0].Linear(x[1], x[2]), [[2, 3, 4], [5, 4], [5]], [[3, 4], [1, 4], [1]], [[0, 4], [3, 4], [3]], [[4], [3, 4], [3]], [[65, 33], [67, 33], [67]]),
        new("Linear: no bias", x => x[0].Linear(x[1]), [[2, 4], [5, 4]], [[33, 65], [17, 65]]),
    ];
}
