namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] IndexOps =>
    [
        new("Gather", x => x[0].Gather(1, x[1]), [[2, 5, 3], [2, 4, 3]], [[1, 5], [1, 1]], [[3, 5], [2, 7]], [[3, 5], [0, 7]], [[31, 5], [31, 67]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("Gather: last of a vector, I32", x => x[0].Gather(-1, x[1]), [[7], [3]], [[7], [0]], [[67], [131]]) { Inputs = [Domain.Normal, Domain.Index(7, DType.I32)] },
        new("IndexSelect", x => x[0].IndexSelect(0, x[1]), [[5, 3], [7]], [[5], [1]], [[5, 2, 3], [0]], [[5, 67], [31]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("IndexSelect: middle axis", x => x[0].IndexSelect(1, x[1]), [[2, 5, 3], [4]], [[3, 5, 1], [2]], [[17, 5, 33], [9]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("ScatterAdd", x => x[0].ScatterAdd(1, x[2], x[1]), [[2, 5, 3], [2, 4, 3], [2, 4, 3]], [[1, 5], [1, 1], [1, 1]], [[3, 5], [0, 7], [0, 7]], [[31, 5], [31, 67], [31, 67]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.Index(5)] },
        new("ScatterAdd: to a vector, I32", x => x[0].ScatterAdd(0, x[2], x[1]), [[7], [9], [9]], [[7], [0], [0]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.Index(7, DType.I32)] },
        new("Embedding", x => x[0].Embedding(x[1]), [[5, 3], [7]], [[5, 3], []], [[5, 4], [2, 3]], [[5, 2], [0]], [[5, 67], [31, 2]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("Embedding: with padding masked, I32", x => x[0].Embedding(x[1], paddingIndex: -2) * x[1].NotEqual(3).To(x[0].DType).Unsqueeze(-1), [[5, 3], [7]], [[5, 17], [31]]) { Inputs = [Domain.Normal, Domain.Index(5, DType.I32)] },
        new("MaskedFill", x => x[0].MaskedFill(x[1], -1.5), [[2, 3], [2, 3]], [[2, 3], [3]], [[2, 3], []], [[0, 3], [1]], [[2, 3, 5, 4], [5, 1]], [[31, 67], [31, 1]]) { Inputs = [Domain.Normal, Domain.Mask] },
        new("OneHot", x => x[0].OneHot(5), [[3]], [[]], [[2, 3]], [[0]], [[31, 7]]) { Inputs = [Domain.Index(5)] },
    ];
}
