namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Logic =>
    [
        new("<", x => x[0] < x[1], Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new("<=", x => x[0] <= x[1], Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new(">", x => x[0] > x[1], Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new(">=", x => x[0] >= x[1], Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new("Equal", x => x[0].Equal(x[1]), Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new("NotEqual", x => x[0].NotEqual(x[1]), Shapes.Broadcast) { Inputs = [Domain.Ties, Domain.Ties], Extreme = true },
        new("<: number", x => x[0] < 1, Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new("<=: number", x => x[0] <= 1, Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new(">: number", x => x[0] > 1, Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new(">=: number", x => x[0] >= 1, Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new("Equal: number", x => x[0].Equal(1), Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new("NotEqual: number", x => x[0].NotEqual(1), Shapes.Pointwise) { Inputs = [Domain.Ties] },
        new("&", x => x[0] & x[1], Shapes.Broadcast) { Inputs = [Domain.Mask, Domain.Mask] },
        new("|", x => x[0] | x[1], Shapes.Broadcast) { Inputs = [Domain.Mask, Domain.Mask] },
        new("^", x => x[0] ^ x[1], Shapes.Broadcast) { Inputs = [Domain.Mask, Domain.Mask] },
        new("!", x => !x[0], Shapes.Pointwise) { Inputs = [Domain.Mask] },
        new("Where", x => Tensor.Where(x[2], x[0], x[1]), [[2, 3], [3], [2, 1]], [[7], [7], [7]], [[], [1], []], [[0, 3], [3], [3]], [[2, 3, 5, 4], [5, 1], [2, 3, 1, 1]], [[31, 67], [31, 1], [31, 67]])
        {
            Inputs = [Domain.Normal, Domain.Normal, Domain.Mask],
        },
    ];
}
