namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Arithmetic =>
    [
        new("+", x => x[0] + x[1], Shapes.Broadcast) { Extreme = true },
        new("-", x => x[0] - x[1], Shapes.Broadcast) { Extreme = true },
        new("*", x => x[0] * x[1], Shapes.Broadcast) { Extreme = true },
        new("*: by itself", x => x[0] * x[0], Shapes.Pointwise),
        new("/", x => x[0] / x[1], Shapes.Broadcast) { Inputs = [Domain.Normal, Domain.NonZero], Extreme = true },
        new("-: negation", x => -x[0], Shapes.Pointwise) { Extreme = true },
        new("+: number on the right", x => x[0] + 1.5, Shapes.Pointwise),
        new("+: number on the left", x => 1.5 + x[0], Shapes.Pointwise),
        new("-: number on the right", x => x[0] - 1.5, Shapes.Pointwise),
        new("-: number on the left", x => 1.5 - x[0], Shapes.Pointwise),
        new("*: number on the right", x => x[0] * -2.5, Shapes.Pointwise),
        new("*: number on the left", x => -2.5 * x[0], Shapes.Pointwise),
        new("/: number on the right", x => x[0] / 3, Shapes.Pointwise),
        new("/: number on the left", x => 3 / x[0], Shapes.Pointwise) { Inputs = [Domain.NonZero] },
        new("Pow", x => x[0].Pow(x[1]), Shapes.Broadcast) { Inputs = [Domain.Positive] },
        new("Pow: 2", x => x[0].Pow(2), Shapes.Pointwise) { Extreme = true },
        new("Pow: 0", x => x[0].Pow(0), Shapes.Pointwise),
        new("Pow: -3", x => x[0].Pow(-3), Shapes.Pointwise) { Inputs = [Domain.NonZero] },
        new("Pow: 0.5", x => x[0].Pow(0.5), Shapes.Pointwise) { Inputs = [Domain.Positive], Extreme = true, Unlike = (x => x[0] is 0 or double.NegativeInfinity, "libtorch takes the square root; IEEE 754's pow is +∞ at −∞, and its gradient +∞ at −0") },
        new("Maximum", x => x[0].Maximum(x[1]), Shapes.Broadcast) { Extreme = true },
        new("Minimum", x => x[0].Minimum(x[1]), Shapes.Broadcast) { Extreme = true },
        new("Clamp", x => x[0].Clamp(-0.4, 0.7), Shapes.Pointwise) { Extreme = true },
        new("Clamp: below only", x => x[0].Clamp(low: 0.25), Shapes.Pointwise),
    ];
}
