namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Reductions =>
    [
        new("Sum", () => F(2, 3).Sum(2), "sum: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Sum", () => F(2, 3).Sum(1, -1), "sum: axis -1 is named twice for shape (2, 3). Name each axis once."),
        new("Sum", () => Half(2, 3).Sum(), "sum: the input of shape (2, 3) is BF16, which stores and does not compute. Convert it with To(DType.F32)."),
        new("Sum", () => Tensor.Of(long.MaxValue, 1).Sum(), "sum: a sum of I64 elements over shape (2) exceeds I64. Convert with To(DType.F64) first."),
        new("Mean", () => F(2, 3).Mean(-3), "mean: axis -3 does not exist in shape (2, 3). Use -2 to 1."),
        new("Mean", () => L(2, 3).Mean(), "mean: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("ArgMax", () => F(2, 3).ArgMax(2), "argmax: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("ArgMax", () => F(2, 0).ArgMax(), "argmax: axis 1 of shape (2, 0) is empty, so it has no largest element. Check the input."),
        new("ArgMin", () => F(2, 3).ArgMin(2), "argmin: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Max", () => F(2, 3).Max(2), "max: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Max", () => F(2, 0).Max(1), "max: an axis of shape (2, 0) is empty, so there is no maximum along it. Check the input."),
        new("Min", () => F(2, 3).Min(0, 0), "min: axis 0 is named twice for shape (2, 3). Name each axis once."),
        new("Max", () => F().Max(0), "max: axis 0 does not exist in shape (). A scalar has none: name none, or give it one with Unsqueeze(0)."),
        new("Var", () => F(2, 3).Var([2]), "var: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Var", () => L(2, 3).Var(), "var: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Std", () => F(2, 3).Std([2]), "std: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Norm", () => F(2, 3).Norm(2, [2]), "norm: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Norm", () => F(2, 3).Norm(double.NaN), "norm: p is NaN. Use 2 for the Euclidean norm."),
        new("Norm", () => L(2).Norm(), "norm: the input of shape (2) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("LogSumExp", () => F(2, 3).LogSumExp([2]), "logsumexp: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("LogSumExp", () => L(2).LogSumExp(), "logsumexp: the input of shape (2) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("CumSum", () => F(2, 3).CumSum(2), "cumsum: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("CumProd", () => F(2, 3).CumProd(-3), "cumprod: axis -3 does not exist in shape (2, 3). Use -2 to 1."),
        new("Sort", () => F(2, 3).Sort(2), "sort: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("ArgSort", () => F(2, 3).ArgSort(2), "argsort: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("TopK", () => F(2, 3).TopK(4), "topk: 4 elements asked for along axis 1 of shape (2, 3). Use 0 to 3."),
        new("TopK", () => F(2, 3).TopK(-1), "topk: -1 elements asked for along axis 1 of shape (2, 3). Use 0 to 3."),
        new("TopK", () => F(2, 3).TopK(1, 2), "topk: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Softmax", () => F(2, 3).Softmax(2), "softmax: axis 2 does not exist in shape (2, 3). Use -2 to 1."),
        new("Softmax", () => L(2, 3).Softmax(), "softmax: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("LogSoftmax", () => F(2, 3).LogSoftmax(-3), "log_softmax: axis -3 does not exist in shape (2, 3). Use -2 to 1."),
        new("LogSoftmax", () => Half(2, 3).LogSoftmax(), "log_softmax: the input of shape (2, 3) is BF16; F32 or F64 was expected. Convert it with To(DType.F32)."),
    ];
}
