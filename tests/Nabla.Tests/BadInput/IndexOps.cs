namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] IndexOps =>
    [
        new("Gather", () => F(2, 3).Gather(2, L(2, 3)), "gather: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Gather", () => F(2, 3).Gather(1, L(3, 3)), "gather: index (3, 3) does not fit shape (2, 3) along axis 1: it needs 2 dimensions and, but for axis 1, sizes of at most the tensor's. Unsqueeze or slice the index."),
        new("Gather", () => F(2, 3).Gather(1, Tensor.Of<long>([0, 3], [2, 1])), "gather: index 3 at (1, 0) is outside 0 … 2, the positions of axis 1 in shape (2, 3). Check the index."),
        new("Gather", () => F(2, 3).Gather(1, F(2, 3)), "gather: the index of shape (2, 3) is F32; I64 or I32 was expected. Convert it with To(DType.I64)."),
        new("Gather", () => F(2, 3).Gather(1, Null), "gather: the index is null; a tensor was expected. Check what should have made it."),
        new("IndexSelect", () => F(2, 3).IndexSelect(0, Tensor.Of(-1L)), "index_select: index -1 at (0) is outside 0 … 1, the positions of axis 0 in shape (2, 3). Check the index."),
        new("IndexSelect", () => F(2, 3).IndexSelect(0, L(1, 1)), "index_select: the index has shape (1, 1); one dimension was expected. Flatten it, or use Gather for an index of each element."),
        new("IndexSelect", () => F(2, 3).IndexSelect(2, L(1)), "index_select: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("IndexSelect", () => F(2, 3).IndexSelect(0, Null), "index_select: the index is null; a tensor was expected. Check what should have made it."),
        new("ScatterAdd", () => F(2, 3).ScatterAdd(2, L(2, 3), F(2, 3)), "scatter_add: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("ScatterAdd", () => F(2, 3).ScatterAdd(1, L(2, 2), F(2, 3)), "scatter_add: source (2, 3) and index (2, 2) differ in shape. Give one index for each element of the source."),
        new("ScatterAdd", () => F(2, 3).ScatterAdd(1, L(2, 3), L(2, 3)), "scatter_add: the source of shape (2, 3) is I64, the tensor F32. Convert one with To."),
        new("ScatterAdd", () => F(2).ScatterAdd(0, Tensor.Of(2L), F(1)), "scatter_add: index 2 at (0) is outside 0 … 1, the positions of axis 0 in shape (2). Check the index."),
        new("ScatterAdd", () => F(2).ScatterAdd(0, L(1), Null), "scatter_add: the source is null; a tensor was expected. Check what should have made it."),
        new("ScatterAdd", () => Tensor.Of(long.MaxValue).ScatterAdd(0, L(1), Tensor.Of(1L)), "scatter_add: a result is 9223372036854775808, which I64 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("Embedding", () => F(5).Embedding(L(2)), "embedding: the table has shape (5); (V, D), one row for each word, was expected. Reshape it."),
        new("Embedding", () => L(5, 3).Embedding(L(2)), "embedding: the table is I64, F32 or F64 was expected. Convert with To(DType.F32), or use IndexSelect."),
        new("Embedding", () => F(5, 3).Embedding(Tensor.Of(5L)), "embedding: index 5 at (0) is outside 0 … 4, the positions of axis 0 in shape (5, 3). Check the index."),
        new("Embedding", () => F(5, 3).Embedding(L(2), paddingIndex: 5), "embedding: padding index 5 is outside the 5 rows of table (5, 3). Use -5 to 4."),
        new("Embedding", () => F(5, 3).Embedding(F(2)), "embedding: the index of shape (2) is F32; I64 or I32 was expected. Convert it with To(DType.I64)."),
        new("Embedding", () => F(5, 3).Embedding(Null), "embedding: the index is null; a tensor was expected. Check what should have made it."),
        new("OneHot", () => Tensor.Of(0L, 3).OneHot(3), "one_hot: index 3 at (1) is outside 0 … 2, the positions of axis 1 in shape (2, 3). Check the index."),
        new("OneHot", () => F(2).OneHot(3), "one_hot: the index of shape (2) is F32; I64 or I32 was expected. Convert it with To(DType.I64)."),
        new("OneHot", () => L(1).Expand([1 << 16, 1 << 16]).OneHot(1 << 20), "one_hot: F32 elements of shape (65536, 65536, 1048576) take 18014398509481984 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("OneHot", () => L(2).OneHot(-1), "one_hot: -1 classes were asked for. Use 0 or more."),
        new("OneHot", () => L(1, 1, 1, 1, 1, 1, 1, 1).OneHot(2), "one_hot: shape (1, 1, 1, 1, 1, 1, 1, 1) has no room for an axis of classes. Flatten it first."),
    ];
}
