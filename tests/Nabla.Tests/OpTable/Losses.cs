namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Losses =>
    [
        new("Loss.CrossEntropy", x => Loss.CrossEntropy(x[0], x[1]), [[3, 5], [3]], [[1, 5], [1]], [[67, 5], [67]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("Loss.CrossEntropy: summed, I32 labels", x => Loss.CrossEntropy(x[0], x[1], Reduction.Sum), [[3, 5], [3]], [[0, 5], [0]]) { Inputs = [Domain.Normal, Domain.Index(5, DType.I32)] },
        new("Loss.CrossEntropy: unreduced", x => Loss.CrossEntropy(x[0], x[1], Reduction.None), [[3, 5], [3]], [[33, 131], [33]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
    ];
}
