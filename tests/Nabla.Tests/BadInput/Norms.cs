namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Norms =>
    [
        new("BatchNorm", () => F(4).BatchNorm(), "batch_norm: input (4) has no channels: (N, C) or (N, C, …) was expected. Add a batch dimension with Reshape."),
        new("BatchNorm", () => F(1, 3).BatchNorm(), "batch_norm: input (1, 3) has 1 value per channel: a variance needs two or more, and by one alone every output would be its bias. Use a larger batch (drop a last one of one sample), layer or group norm, or freeze the module so that running statistics are used."),
        new("BatchNorm", () => F(4, 3).BatchNorm(F(2)), "batch_norm: weight (2) does not fit input (4, 3). It needs shape (3)."),
        new("BatchNorm", () => F(4, 3).BatchNorm(epsilon: 0), "batch_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("BatchNorm", () => F(4, 3).BatchNorm(epsilon: double.NaN), "batch_norm: epsilon NaN is not possible. Give a small number above 0, as 1e-5."),
        new("NormalizeBy", () => F(4, 3).NormalizeBy(F(3), F(3), epsilon: 0), "normalize_by: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("GroupNorm", () => F(2, 4, 3).GroupNorm(2, epsilon: 0), "group_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("InstanceNorm", () => F(2, 4, 3).InstanceNorm(epsilon: 0), "instance_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("LayerNorm", () => F(2, 4).LayerNorm([4], epsilon: 0), "layer_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("RmsNorm", () => F(2, 4).RmsNorm([4], epsilon: 0), "rms_norm: epsilon 0 is not possible. Give a small number above 0, as 1e-5."),
        new("BatchNorm", () => F(4, 3).BatchNorm(epsilon: 1e-80), "batch_norm: epsilon 1E-80 is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64."),
        new("GroupNorm", () => F(2, 4, 3).GroupNorm(2, epsilon: 1e-80), "group_norm: epsilon 1E-80 is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64."),
        new("LayerNorm", () => F(2, 4).LayerNorm([4], epsilon: 1e-80), "layer_norm: epsilon 1E-80 is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64."),
        new("RmsNorm", () => F(2, 4).RmsNorm([4], epsilon: 1e-80), "rms_norm: epsilon 1E-80 is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64."),
        new("BatchNorm", () => L(4, 3).BatchNorm(), "batch_norm: input (4, 3) is I64; all F32 or all F64 was expected. Convert with To."),
        new("NormalizeBy", () => F(4, 3).NormalizeBy(F(2), F(3)), "normalize_by: mean (2) and variance (3) do not fit input (4, 3). Both need shape (3), a number for each channel."),
        new("NormalizeBy", () => F(4, 3).NormalizeBy(Null, F(3)), "normalize_by: mean is null; a tensor was expected. Check what should have made it."),
        new("NormalizeBy", () => F(4, 3).NormalizeBy(F(3), L(3)), "normalize_by: mean F32 and variance I64: F32 or F64 was expected. Convert with To."),
        new("GroupNorm", () => F(2, 4, 3).GroupNorm(3), "group_norm: 3 groups do not divide the 4 channels of input (2, 4, 3). Choose a divisor of 4."),
        new("GroupNorm", () => F(2, 4).GroupNorm(4), "group_norm: input (2, 4) has one value per group of a sample, whose variance is 0: every output would be its bias. Use fewer groups, larger images or batch norm."),
        new("InstanceNorm", () => F(2, 4).InstanceNorm(), "instance_norm: input (2, 4) has one value per group of a sample, whose variance is 0: every output would be its bias. Use fewer groups, larger images or batch norm."),
        new("InstanceNorm", () => F(2, 4, 3).InstanceNorm(F(4), L(4)), "instance_norm: input (2, 4, 3) is F32, weight (4) F32, bias (4) I64; all F32 or all F64 was expected. Convert with To."),
        new("LayerNorm", () => F(2, 4).LayerNorm([3]), "layer_norm: input (2, 4) does not end in the normalized shape (3). Name the sizes of its last dimensions."),
        new("LayerNorm", () => F(2, 4).LayerNorm([4], F(3)), "layer_norm: weight (3) does not fit input (2, 4). It needs shape (4)."),
        new("RmsNorm", () => F(2, 4).RmsNorm([2, 3]), "rms_norm: input (2, 4) does not end in the normalized shape (2, 3). Name the sizes of its last dimensions."),
        new("RmsNorm", () => L(2, 4).RmsNorm([4]), "rms_norm: input (2, 4) is I64; all F32 or all F64 was expected. Convert with To."),
    ];
}
