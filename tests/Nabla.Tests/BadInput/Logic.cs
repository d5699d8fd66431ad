namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Logic =>
    [
        new("<", () => F(2) < F(3), "less: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("<", () => F(2) < L(2), "less: operands have types F32 and I64 (shapes (2) and (2)). Convert one with To."),
        new("<", () => Null < 1, "less: the tensor is null; a tensor was expected. Check what should have made it."),
        new("<=", () => F(2) <= F(3), "less_or_equal: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new(">", () => F(2) > Null, "greater: b is null; a tensor was expected. Check what should have made it."),
        new(">=", () => Half(2) >= Half(2), "greater_or_equal: the input of shape (2) is BF16, which stores and does not compute. Convert it with To(DType.F32)."),
        new("Equal", () => F(2).Equal(F(3)), "equal: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Equal", () => L(2).Equal(0.5), "equal: 0.5 is no I64, the type of the tensor of shape (2). Convert the tensor with To(DType.F32) first."),
        new("NotEqual", () => F(2).NotEqual(L(2)), "not_equal: operands have types F32 and I64 (shapes (2) and (2)). Convert one with To."),
        new("NotEqual", () => F(2).NotEqual(Null), "not_equal: b is null; a tensor was expected. Check what should have made it."),
        new("&", () => F(2) & F(2), "and: operands are F32 and F32 (shapes (2) and (2)), Bool was expected of both. Compare them first, for example with NotEqual(0)."),
        new("&", () => Mask(2) & Mask(3), "and: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("|", () => Mask(2) | Null, "or: b is null; a tensor was expected. Check what should have made it."),
        new("^", () => L(2) ^ Mask(2), "xor: operands are I64 and Bool (shapes (2) and (2)), Bool was expected of both. Compare them first, for example with NotEqual(0)."),
        new("!", () => !F(2), "not: the input of shape (2) is F32, Bool was expected. Compare it first, for example with Equal(0)."),
        new("Where", () => Tensor.Where(F(2), F(2), F(2)), "where: the condition of shape (2) is F32, Bool was expected. Compare it, for example with NotEqual(0)."),
        new("Where", () => Tensor.Where(Mask(2), F(3), F(2)), "where: shapes (3) and (2) do not broadcast: sizes 3 and 2, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Where", () => Tensor.Where(Mask(2), F(2), L(2)), "where: operands have types F32 and I64 (shapes (2) and (2)). Convert one with To."),
        new("Where", () => Tensor.Where(Null, F(2), F(2)), "where: the condition is null; a tensor was expected. Check what should have made it."),
        new("MaskedFill", () => F(2, 3).MaskedFill(Mask(2), 0), "masked_fill: shapes (2, 3) and (2) do not broadcast: sizes 3 and 2, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("MaskedFill", () => F(2).MaskedFill(F(2), 0), "masked_fill: the mask of shape (2) is F32, Bool was expected. Compare it, for example with NotEqual(0)."),
        new("MaskedFill", () => L(2).MaskedFill(Mask(2), 0.5), "masked_fill: 0.5 is no I64, the type of the tensor of shape (2). Convert the tensor with To(DType.F32) first."),
        new("MaskedFill", () => F(2).MaskedFill(Null, 0), "masked_fill: the mask is null; a tensor was expected. Check what should have made it."),
    ];
}
