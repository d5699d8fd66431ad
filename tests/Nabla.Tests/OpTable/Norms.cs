using Nabla.Nn;

namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Norms =>
    [
        new("BatchNorm", x => x[0].BatchNorm(x[1], x[2]).Output, [[4, 3], [3], [3]], [[2, 3, 2, 4], [3], [3]], [[3, 2, 5], [2], [2]], [[3, 1], [1], [1]], [[67, 33], [33], [33]], [[3, 19, 13, 11], [19], [19]], [[5, 2, 3, 4111], [2], [2]], [[9000, 3], [3], [3]]) { Extremes = Extremes.Norms([4, 3], [3], [3]) },
        new("BatchNorm: not affine", x => x[0].BatchNorm(epsilon: 0.1).Output, [[5, 4]], [[2, 3, 2, 2]], [[1, 8, 3, 5]], [[17, 40, 7, 7]]) { Extremes = Extremes.NormsAlone([4, 3]) },
        new("BatchNorm: mean and variance", x => x[0].BatchNorm().Mean * 2 + x[0].BatchNorm().Variance, [[5, 4]], [[2, 3, 2, 2]], [[17, 40, 7, 7]]) { NoFixture = "constants, which the outputs of the row above rest on", Constant = [0] },
        new("BatchNorm: then ReLU", x => x[0].BatchNormThen(x[1], x[2], 1e-5, shortcut: null, relu: true).Output, [[4, 3], [3], [3]], [[2, 3, 2, 4], [3], [3]], [[67, 33], [33], [33]], [[3, 19, 13, 11], [19], [19]], [[5, 2, 3, 4111], [2], [2]]) { NoFixture = AsThree },
        new("BatchNorm: plus a shortcut, then ReLU", x => x[0].BatchNormThen(x[1], x[2], 1e-5, x[3], relu: true).Output, [[4, 3], [3], [3], [4, 3]], [[2, 3, 2, 4], [3], [3], [2, 3, 2, 4]], [[67, 33], [33], [33], [67, 33]], [[3, 19, 13, 11], [19], [19], [3, 19, 13, 11]]) { NoFixture = AsThree },
        new("NormalizeBy", x => x[0].NormalizeBy(x[1], x[2], x[3], x[4]), [[4, 3], [3], [3], [3], [3]], [[2, 3, 2, 4], [3], [3], [3], [3]], [[0, 3], [3], [3], [3], [3]], [[1, 1], [1], [1], [1], [1]], [[3, 19, 13, 11], [19], [19], [19], [19]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.Positive], Constant = [1, 2], Extremes = [[Extremes.Of([2, 3], 1e4, 0, -1e4, -1e4, 5e3, 1e4), Extremes.Of([3], 1e4, -1e4, 0), Extremes.Of([3], 1e8, 0, 1e-20), Extremes.Of([3], 1, -1, 2), Extremes.Of([3], 0, 1e4, 1)]] },
        new("NormalizeBy: not affine", x => x[0].NormalizeBy(x[1], x[2]), [[4, 3], [3], [3]], [[2, 33, 5], [33], [33]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.Positive], Constant = [1, 2], Extremes = [[Extremes.Of([2, 3], 1e4, 0, -1e4, -1e4, 5e3, 1e4), Extremes.Of([3], 1e4, -1e4, 0), Extremes.Of([3], 1e8, 0, 1e-20)]] },
        new("GroupNorm", x => x[0].GroupNorm(2, x[1], x[2]), [[3, 6], [6], [6]], [[2, 4, 2, 3], [4], [4]], [[0, 4, 2], [4], [4]], [[1, 2, 7], [2], [2]], [[5, 66], [66], [66]], [[3, 18, 13, 11], [18], [18]], [[2, 4, 3, 4111], [4], [4]]) { Extremes = Extremes.Norms([3, 6], [6], [6]) },
        new("GroupNorm: of whole samples, not affine", x => x[0].GroupNorm(1, epsilon: 0.1), [[3, 4]], [[2, 3, 2, 3]], [[2, 33, 5, 7]]) { Extremes = Extremes.NormsAlone([3, 4]) },
        new("InstanceNorm", x => x[0].InstanceNorm(x[1], x[2]), [[2, 3, 4], [3], [3]], [[2, 3, 2, 3], [3], [3]], [[3, 18, 13, 11], [18], [18]]) { Extremes = Extremes.Norms([2, 3, 4], [3], [3]) },
        new("InstanceNorm: not affine", x => x[0].InstanceNorm(), [[2, 3, 4]], [[2, 33, 5, 7]]) { Extremes = Extremes.NormsAlone([2, 3, 4]) },
        new("LayerNorm", x => x[0].LayerNorm([5], x[1], x[2]), [[3, 5], [5], [5]], [[2, 3, 5], [5], [5]], [[5], [5], [5]], [[0, 5], [5], [5]], [[300, 5], [5], [5]]) { Extremes = Extremes.Norms([3, 5], [5], [5]) },
        new("LayerNorm: of two dimensions", x => x[0].LayerNorm([3, 4], x[1], x[2]), [[2, 3, 4], [3, 4], [3, 4]], [[3, 3, 3, 4], [3, 4], [3, 4]]) { Extremes = Extremes.Norms([2, 3, 4], [3, 4], [3, 4]) },
        new("LayerNorm: wide", x => x[0].LayerNorm([45], x[1], x[2]), [[45], [45], [45]], [[67, 45], [45], [45]], [[2, 300, 45], [45], [45]]) { Extremes = Extremes.Norms([2, 45], [45], [45]) },
        new("LayerNorm: not affine", x => x[0].LayerNorm([4], epsilon: 0.1), [[3, 4]], [[2, 5, 4]]) { Extremes = Extremes.NormsAlone([3, 4]) },
        new("LayerNorm: weight alone", x => x[0].LayerNorm([4], x[1]), [[3, 4], [4]], [[33, 4], [4]]) { Extremes = Extremes.Norms([3, 4], [4]) },
        new("RmsNorm", x => x[0].RmsNorm([5], x[1]), [[3, 5], [5]], [[2, 3, 5], [5]], [[5], [5]], [[0, 5], [5]], [[300, 5], [5]]) { Extremes = [.. Extremes.Norms([3, 5], [5]), [Extremes.Of([1, 5], 0, 0, 0, 0, 0), Extremes.Of([5], Op.Ramp(5))]] },
        new("RmsNorm: of two dimensions, not affine", x => x[0].RmsNorm([3, 4], epsilon: 0.1), [[2, 3, 4]], [[9, 3, 4]]) { Extremes = Extremes.NormsAlone([2, 3, 4]) },

        Op.Layer("Nn.BatchNorm1d", () => new BatchNorm1d(3), [[4, 3]], [[2, 3, 5]], [[33, 3]]) with { Extremes = Extremes.Norms([4, 3], [3], [3]) },
        Op.Layer("Nn.BatchNorm1d: evaluated", () => new BatchNorm1d(3), Evaluated, [[4, 3]], [[0, 3]], [[1, 3, 5]]) with { Mode = Mode.Evaluate, Extremes = Extremes.Norms([4, 3], [3], [3]) },
        Op.Layer("Nn.BatchNorm2d", () => new BatchNorm2d(3), [[2, 3, 2, 4]], [[3, 3, 7, 5]]) with { Extremes = Extremes.Norms([2, 3, 2, 4], [3], [3]) },
        Op.Layer("Nn.BatchNorm2d: not affine", () => new BatchNorm2d(3, affine: false), [[2, 3, 2, 4]]) with { Extremes = Extremes.Norms([2, 3, 2, 4]) },
        Op.Layer("Nn.LayerNorm", () => new LayerNorm(4), [[3, 4]], [[2, 3, 4]]) with { Extremes = Extremes.Norms([3, 4], [4], [4]) },
        Op.Layer("Nn.LayerNorm: of two dimensions, no bias", () => new LayerNorm([3, 4], bias: false), [[2, 3, 4]]) with { Extremes = Extremes.Norms([2, 3, 4], [3, 4]) },
        Op.Layer("Nn.RMSNorm", () => new RMSNorm(4), [[3, 4]], [[2, 3, 4]]) with { Extremes = Extremes.Norms([3, 4], [4]) },
        Op.Layer("Nn.RMSNorm: of two dimensions, not affine", () => new RMSNorm([3, 4], affine: false), [[2, 3, 4]]) with { Extremes = Extremes.Norms([2, 3, 4]) },
        Op.Layer("Nn.GroupNorm", () => new GroupNorm(2, 4), [[2, 4, 3]], [[2, 4, 5, 3]]) with { Extremes = Extremes.Norms([2, 4, 3], [4], [4]) },
        Op.Layer("Nn.InstanceNorm2d", () => new InstanceNorm2d(3), [[2, 3, 2, 4]]) with { Extremes = Extremes.Norms([2, 3, 2, 4]) },
        Op.Layer("Nn.InstanceNorm2d: affine", () => new InstanceNorm2d(3, affine: true), [[2, 3, 2, 4]]) with { Extremes = Extremes.Norms([2, 3, 2, 4], [3], [3]) },
    ];

    private const string AsThree = "the bits of the operations one after another (NormReluTests), which the rows of each have";

    /// <summary>A batch norm whose running mean is 0.25, 0.5, … and variance 1.5, 2, ….</summary>
    private static Tensor Evaluated(BatchNorm layer, Tensor[] x)
    {
        foreach (var (name, buffer) in layer.Buffers())
            if (name != "num_batches_tracked")
                buffer.Assign((Tensor.Arange(1.0, buffer.Shape[0] + 1.0, type: x[0].DType) * (name == "running_mean" ? 0.25 : 0.5)) + (name == "running_mean" ? 0 : 1));
        return layer.Forward(x[0]);
    }
}
