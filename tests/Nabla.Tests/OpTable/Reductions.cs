namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Reductions =>
    [
        new("Sum", x => x[0].Sum(), [[2, 3, 5, 4]], [[]], [[1]], [[0, 3]], [[7]], [[31, 67]], [[5, 16411]]),
        new("Sum: one axis", x => x[0].Sum([1]), Shapes.Cubes),
        new("Sum: two axes, kept", x => x[0].Sum([0, -1], keepDims: true), Shapes.Cubes),
        new("Mean", x => x[0].Mean(), [[2, 3, 5, 4]], [[]], [[1]], [[7]], [[31, 67]], [[5, 16411]]),
        new("Mean: one axis", x => x[0].Mean([-1]), [[2, 3, 4]], [[1, 1, 1]], [[0, 3, 2]], [[5, 7, 9]], [[17, 33, 65]]),
        new("Mean: two axes, kept", x => x[0].Mean([0, 2], keepDims: true), [[2, 3, 4]], [[5, 7, 9]], [[17, 33, 65]]),
        new("ArgMax", x => x[0].ArgMax(), [[2, 3, 4]], [[1]], [[0, 3]], [[5, 7, 9]], [[31, 67]]),
        new("ArgMax: first of equals", x => x[0].ArgMax(0), [[7]], [[5, 3, 4]], [[31, 67]]) { Inputs = [Domain.Ties], NoFixture = "libtorch leaves open which of equals it takes" },
        new("ArgMax: of all", x => x[0].ArgMax(null), [[2, 3, 4]], [[]], [[1]], [[31, 67]]) { Inputs = [Domain.Distinct] },
        new("ArgMax: kept", x => x[0].ArgMax(1, keepDims: true), [[2, 3, 4]], [[7, 1]], [[31, 67]]) { Inputs = [Domain.Distinct] },
        new("ArgMin", x => x[0].ArgMin(), [[2, 3, 4]], [[1]], [[0, 3]], [[5, 7, 9]], [[31, 67]]) { Inputs = [Domain.Distinct] },
        new("ArgMin: first of equals", x => x[0].ArgMin(0), [[7]], [[5, 3, 4]], [[31, 67]]) { Inputs = [Domain.Ties], NoFixture = "libtorch leaves open which of equals it takes" },
        new("Max", x => x[0].Max(), [[2, 3, 5, 4]], [[]], [[1]], [[7]], [[31, 67]], [[5, 16411]]) { Inputs = [Domain.Distinct], Extreme = true },
        new("Max: one axis", x => x[0].Max(1), [[2, 3, 4]], [[1, 1, 1]], [[0, 3, 2]], [[5, 7, 9]], [[17, 33, 65]]) { Inputs = [Domain.Distinct] },
        new("Max: two axes, kept", x => x[0].Max([0, -1], keepDims: true), [[2, 3, 4]], [[2, 0, 3]], [[5, 7, 9]], [[17, 33, 65]]) { Inputs = [Domain.Distinct] },
        new("Min", x => x[0].Min(), [[2, 3, 5, 4]], [[]], [[1]], [[7]], [[31, 67]], [[5, 16411]]) { Inputs = [Domain.Distinct], Extreme = true },
        new("Min: one axis", x => x[0].Min(0), [[2, 3, 4]], [[1, 1, 1]], [[5, 7, 9]], [[17, 33, 65]]) { Inputs = [Domain.Distinct] },
        new("Min: two axes, kept", x => x[0].Min([1, 2], keepDims: true), [[2, 3, 4]], [[0, 3, 2]], [[5, 7, 9]]) { Inputs = [Domain.Distinct] },
        new("Softmax", x => x[0].Softmax(), [[4, 3]], [[5]], [[1]], [[0, 3]], [[2, 3, 5]], [[31, 67]], [[129, 1031]]),
        new("Softmax: first axis", x => x[0].Softmax(0), [[4, 3]], [[2, 3, 5, 4]], [[31, 67]]),
        new("LogSoftmax", x => x[0].LogSoftmax(), [[4, 3]], [[5]], [[1]], [[0, 3]], [[2, 3, 5]], [[31, 67]], [[129, 1031]]),
        new("LogSoftmax: middle axis", x => x[0].LogSoftmax(1), [[2, 5, 3]], [[3, 1, 2]], [[2, 3, 5, 4]], [[7, 33, 9]]),
    ];
}
