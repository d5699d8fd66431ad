namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Losses =>
    [
        new("Loss.CrossEntropy", x => Loss.CrossEntropy(x[0], x[1]), [[3, 5], [3]], [[1, 5], [1]], [[67, 5], [67]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("Loss.CrossEntropy: summed, I32 labels", x => Loss.CrossEntropy(x[0], x[1], Reduction.Sum), [[3, 5], [3]], [[0, 5], [0]]) { Inputs = [Domain.Normal, Domain.Index(5, DType.I32)] },
        new("Loss.CrossEntropy: unreduced", x => Loss.CrossEntropy(x[0], x[1], Reduction.None), [[3, 5], [3]], [[33, 131], [33]]) { Inputs = [Domain.Normal, Domain.Index(5)] },
        new("Loss.CrossEntropy: weighted, smoothed, of pixels", x => Loss.CrossEntropy(x[0], x[1], weights: x[2], smoothing: 0.1), [[2, 5, 3], [2, 3], [5]], [[3, 5], [3], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2] },
        new("Loss.CrossEntropy: one class ignored", x => Loss.CrossEntropy(x[0], x[1], ignoreIndex: 1), [[7, 4], [7]]) { Inputs = [Domain.Normal, Domain.Index(4)] },
        new("Loss.SoftCrossEntropy", x => Loss.SoftCrossEntropy(x[0], x[1], smoothing: 0.1), [[3, 5], [3, 5]], [[2, 4, 3], [2, 4, 3]]) { Inputs = [Domain.Normal, Domain.Between(0.1, 0.3)] },
        new("Loss.Nll", x => Loss.Nll(x[0], x[1], weights: x[2]), [[3, 5], [3], [5]], [[2, 5, 3], [2, 3], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2] },
        new("Loss.Mse", x => Loss.Mse(x[0], x[1]), [[3, 5], [3, 5]], [[1], [1]], [[33, 7], [33, 7]]),
        new("Loss.Mse: per sample of the batch", x => Loss.Mse(x[0], x[1], Reduction.BatchMean), [[3, 5], [3, 5]]),
        new("Loss.Mae", x => Loss.Mae(x[0], x[1]), [[3, 5], [3, 5]], [[1], [1]]),
        new("Loss.Huber", x => Loss.Huber(x[0], x[1], delta: 0.7), [[3, 5], [3, 5]], [[33, 7], [33, 7]]),
        new("Loss.SmoothL1", x => Loss.SmoothL1(x[0], x[1], beta: 0.5), [[3, 5], [3, 5]]),
        new("Loss.BinaryCrossEntropyWithLogits", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1]), [[3, 5], [3, 5]], [[33, 7], [33, 7]]) { Inputs = [Domain.Normal, Domain.Between(0, 1)] },
        new("Loss.BinaryCrossEntropyWithLogits: positive weight", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1], positiveWeight: x[2]), [[3, 5], [3, 5], [5]]) { Inputs = [Domain.Normal, Domain.Between(0, 1), Domain.Positive] },
        new("Loss.BinaryCrossEntropy", x => Loss.BinaryCrossEntropy(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Between(0.05, 0.95), Domain.Between(0, 1)] },
        new("Loss.BinaryFocal", x => Loss.BinaryFocal(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Between(0.1, 0.9)] },
        new("Loss.Focal", x => Loss.Focal(x[0], x[1], alpha: x[2]), [[4, 5], [4], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2] },
        new("Loss.KlDivergence", x => Loss.KlDivergence(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Positive] },
        new("Loss.KlDivergence: of logarithms", x => Loss.KlDivergence(x[0], x[1], Reduction.Mean, logTarget: true), [[3, 5], [3, 5]]),
        new("Loss.Hinge", x => Loss.Hinge(x[0], x[1].Sign()), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.NonZero], Constant = [1] },
        new("Loss.Hinge: squared", x => Loss.Hinge(x[0], x[1].Sign(), squared: true), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.NonZero], Constant = [1] },
        new("Loss.CosineEmbedding", x => Loss.CosineEmbedding(x[0], x[1], x[2].Sign(), margin: -0.5), [[6, 5], [6, 5], [6]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.NonZero], Constant = [2] },
        new("Loss.TripletMargin", x => Loss.TripletMargin(x[0], x[1], x[2]), [[6, 5], [6, 5], [6, 5]]),
        new("Loss.TripletMargin: swapped, norm 3", x => Loss.TripletMargin(x[0], x[1], x[2], margin: 3, p: 3, swap: true), [[6, 5], [6, 5], [6, 5]]),
        new("Loss.TripletMargin: norm 1", x => Loss.TripletMargin(x[0], x[1], x[2], p: 1), [[6, 5], [6, 5], [6, 5]]),
        new("Loss.TripletMargin: largest difference", x => Loss.TripletMargin(x[0], x[1], x[2], p: double.PositiveInfinity), [[6, 5], [6, 5], [6, 5]]),
        new("Loss.NtXent", x => Loss.NtXent(x[0], x[1]), [[3, 4], [3, 4]], [[2, 2], [2, 2]], [[33, 17], [33, 17]]),
        new("Loss.NtXent: cold, unreduced", x => Loss.NtXent(x[0], x[1], Reduction.None, temperature: 0.1), [[4, 3], [4, 3]], [[0, 3], [0, 3]]),
        new("Loss.InfoNce", x => Loss.InfoNce(x[0], x[1]), [[3, 4], [3, 4]], [[2, 2], [2, 2]], [[33, 17], [33, 17]]),
        new("Loss.InfoNce: negatives for all, summed", x => Loss.InfoNce(x[0], x[1], x[2], Reduction.Sum, temperature: 0.5), [[3, 4], [3, 4], [5, 4]], [[2, 3], [2, 3], [0, 3]], [[33, 17], [33, 17], [67, 17]]),
        new("Loss.InfoNce: negatives for each, unreduced", x => Loss.InfoNce(x[0], x[1], x[2], Reduction.None), [[3, 4], [3, 4], [3, 2, 4]], [[9, 17], [9, 17], [9, 5, 17]]),
    ];
}
