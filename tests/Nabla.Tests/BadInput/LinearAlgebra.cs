namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] LinearAlgebra =>
    [
        new("MatMul", () => F(2, 3).MatMul(F(2, 3)), "matmul: a (2, 3) × b (2, 3): a's last size 3 and b's second-last 2 differ. Transpose one with .T, or check the layer before."),
        new("MatMul", () => F(3).MatMul(F(3, 2)), "matmul: a (3) × b (3, 2): both need two dimensions or more. Reshape vectors to one row or column."),
        new("MatMul", () => F(2, 2, 3).MatMul(F(3, 3, 2)), "matmul: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("MatMul", () => F(2, 3).MatMul(F(3, 2).To(DType.F64)), "matmul: a (2, 3) is F32, b (3, 2) is F64; both must be F32 or both F64. Convert with To."),
        new("MatMul", () => F(2, 3).MatMul(Null), "matmul: b is null; a tensor was expected. Check what should have made it."),
        new("MatMul", () => Wide.Unsqueeze(1).MatMul(Wide.Unsqueeze(0)), "matmul: F32 elements of shape (2147483647, 2147483647) take 18446744056529682436 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("Linear", () => F(2, 3).Linear(F(4, 2)), "linear: input (2, 3) does not fit weight (4, 2): the input's last size must be the weight's second. Check the layer before, or Flatten images first."),
        new("Linear", () => F(2, 3).Linear(F(4, 3), F(3)), "linear: bias (3) does not fit weight (4, 3): shape (4), one number for each output, was expected. Give a bias of that shape."),
        new("Linear", () => F(2, 3).Linear(L(4, 3)), "linear: input (2, 3) is F32, weight (4, 3) I64; all F32 or all F64 was expected. Convert with To."),
        new("Linear", () => F(2, 3).Linear(Null), "linear: weight is null; a tensor was expected. Check what should have made it."),
        new("Einsum", () => Tensor.Einsum("ij,jk", F(2, 3), F(3, 4)), "einsum: \"ij,jk\" has no output. Write it after ->, as in ij,jk->ik."),
        new("Einsum", () => Tensor.Einsum("ij,jk->ik", F(2, 3), F(4, 4)), "einsum: \"ij,jk->ik\" gives axis j size 3 in operand 0 and 4 in operand 1 of shape (4, 4). Sizes under one letter agree."),
        new("Einsum", () => Tensor.Einsum("ij->i"), "einsum: no operands were given. Give at least one."),
        new("Einsum", () => Tensor.Einsum("ij->ik", F(2, 3)), "einsum: \"ij->ik\" has k in its output, which no operand has. Name only axes that exist."),
        new("Einsum", () => Tensor.Einsum("i->i", F(2, 3)), "einsum: \"i->i\" names 1 axes of operand 0, but its shape is (2, 3). Give a letter for each axis, or an ellipsis for the rest."),
        new("Einsum", () => Tensor.Einsum("ij->i", L(2, 3)), "einsum: operand 0 of shape (2, 3) is I64; all F32 or all F64 was expected. Convert with To."),
        new("Einsum", () => Tensor.Einsum("ij->i", Null), "einsum: operand 0 is null; a tensor was expected. Check what should have made it."),
        new("Einsum", () => Tensor.Einsum(null!, F(2)), "einsum: the equation is null; text such as \"ij,jk->ik\" was expected. Write one."),
        new("Einsum", () => Tensor.Einsum("i,j->ij", Wide, Wide), "mul: F32 elements of shape (2147483647, 2147483647) take 18446744056529682436 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("Einsum", () => Tensor.Einsum("abc,cd->abd", F(1).Expand([65536, 65536, 1]), F(1, 2)), "einsum: axes ab of sizes (65536, 65536) have together more than the 2147483647 positions that one axis of a matrix can have. Work on parts."),
        new("Einsum", () => Tensor.Einsum("abc,abc->c", F(1).Expand([65536, 65536, 1]), F(1).Expand([65536, 65536, 1])), "einsum: axes ab of sizes (65536, 65536) have together more than the 2147483647 positions that one axis of a matrix can have. Work on parts."),
    ];
}
