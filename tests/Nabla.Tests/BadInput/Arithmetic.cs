namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Arithmetic =>
    [
        new("+", () => F(2, 3) + F(2), "add: shapes (2, 3) and (2) do not broadcast: sizes 3 and 2, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("+", () => F(2) + F(2).To(DType.F64), "add: operands have types F32 and F64 (shapes (2) and (2)). Convert one with To."),
        new("+", () => F(2) + Null, "add: b is null; a tensor was expected. Check what should have made it."),
        new("+", () => Half(2) + 1, "add: the input of shape (2) is BF16, which stores and does not compute. Convert it with To(DType.F32)."),
        new("+", () => Wide.Unsqueeze(1) + Wide, "add: F32 elements of shape (2147483647, 2147483647) take 18446744056529682436 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("+", () => Tensor.Of(long.MaxValue) + 1, "add: a result is 9223372036854775808, which I64 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("+", () => Tensor.Of<byte>(250) + 10, "add: a result is 260, which U8 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("+", () => Tensor.Of<byte>(1) + 256, "add: 256 is no U8, the type of the tensor of shape (1). Convert the tensor with To(DType.F32) first."),
        new("-", () => Tensor.Of<byte>(5) - Tensor.Of<byte>(10), "sub: a result is -5, which U8 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("-", () => -Tensor.Of(int.MinValue), "mul: a result is 2147483648, which I32 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("*", () => Tensor.Of(3037000500L) * Tensor.Of(3037000500L), "mul: a result is 9223372037000250000, which I64 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("/", () => Tensor.Of(long.MinValue) / -1, "div: a result is 9223372036854775808, which I64 cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."),
        new("-", () => F(2, 3) - F(4, 3), "sub: shapes (2, 3) and (4, 3) do not broadcast: sizes 2 and 4, 2 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("-", () => 1 - Null, "sub: the tensor is null; a tensor was expected. Check what should have made it."),
        new("-", () => -Null, "neg: the tensor is null; a tensor was expected. Check what should have made it."),
        new("*", () => F(2, 3) * F(3, 2), "mul: shapes (2, 3) and (3, 2) do not broadcast: sizes 3 and 2, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("*", () => L(2) * 0.5, "mul: 0.5 is no I64, the type of the tensor of shape (2). Convert the tensor with To(DType.F32) first."),
        new("/", () => L(2) / 0, "div: the divisor, I64 of shape (), holds 0, and integers have no infinity. Convert both with To(DType.F32), or replace the zeros."),
        new("/", () => L(2) / L(2), "div: the divisor, I64 of shape (2), holds 0, and integers have no infinity. Convert both with To(DType.F32), or replace the zeros."),
        new("/", () => F(2) / F(3), "div: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Pow", () => L(2).Pow(2), "pow: the input of shape (2) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Pow", () => F(2).Pow(F(3)), "pow: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Pow", () => F(2).Pow(Null), "pow: b is null; a tensor was expected. Check what should have made it."),
        new("Maximum", () => F(2).Maximum(F(3)), "maximum: shapes (2) and (3) do not broadcast: sizes 2 and 3, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Maximum", () => F(2).Maximum(Null), "maximum: b is null; a tensor was expected. Check what should have made it."),
        new("Minimum", () => F(2).Minimum(F(3, 4)), "minimum: shapes (2) and (3, 4) do not broadcast: sizes 2 and 4, 1 from the end, differ and neither is 1. Reshape or expand one operand."),
        new("Clamp", () => F(2).Clamp(1, 0), "clamp: limits 1 and 0: the lower one must not be above the upper one. Exchange them."),
        new("Clamp", () => F(2).Clamp(double.NaN, 1), "clamp: limits NaN and 1: NaN limits nothing. Give numbers, or leave a limit out."),
        new("Clamp", () => L(2).Clamp(0, 1), "clamp: the input of shape (2) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
    ];
}
