namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Input ClassWeights => Extremes.Of([3], 1, 2, 0.5);

    private static Input[][] Weighted(Input[][] cases) => [.. cases.Select(c => c.Append(ClassWeights).ToArray())];

    private static (double, string) AlmostOne => (5e-5, "the anchor's gradient is the difference of two directions that differ by a hundredth, each rounded to float32 (docs/Formulas.md, Tolerances)");

    private static Op[] Losses =>
    [
        new("Loss.CrossEntropy", x => Loss.CrossEntropy(x[0], x[1]), [[3, 5], [3]], [[1, 5], [1]], [[67, 5], [67]]) { Inputs = [Domain.Normal, Domain.Index(5)], Extremes = [Extremes.Far, Extremes.Near] },
        new("Loss.CrossEntropy: summed, I32 labels", x => Loss.CrossEntropy(x[0], x[1], Reduction.Sum), [[3, 5], [3]], [[0, 5], [0]]) { Inputs = [Domain.Normal, Domain.Index(5, DType.I32)], Extremes = [Extremes.Far, Extremes.Near] },
        new("Loss.CrossEntropy: unreduced", x => Loss.CrossEntropy(x[0], x[1], Reduction.None), [[3, 5], [3]], [[33, 131], [33]]) { Inputs = [Domain.Normal, Domain.Index(5)], Extremes = [Extremes.Far, Extremes.Near, Extremes.Masked] },
        new("Loss.CrossEntropy: weighted, smoothed, of pixels", x => Loss.CrossEntropy(x[0], x[1], weights: x[2], smoothing: 0.1), [[2, 5, 3], [2, 3], [5]], [[3, 5], [3], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2], Extremes = [[.. Extremes.Far, ClassWeights], [.. Extremes.Near, ClassWeights]] },
        new("Loss.CrossEntropy: one class ignored", x => Loss.CrossEntropy(x[0], x[1], ignoreIndex: 1), [[7, 4], [7]]) { Inputs = [Domain.Normal, Domain.Index(4)], Extremes = [Extremes.Near, Extremes.Ignored] },
        new("Loss.SoftCrossEntropy", x => Loss.SoftCrossEntropy(x[0], x[1], smoothing: 0.1), [[3, 5], [3, 5]], [[2, 4, 3], [2, 4, 3]]) { Inputs = [Domain.Normal, Domain.Distribution(1)], Extremes = [[Extremes.Far[0], Extremes.Of([2, 3], 0, 1, 0, 0.25, 0.25, 0.5)]] },
        new("Loss.SoftCrossEntropy: some masked", x => Loss.SoftCrossEntropy(x[0], x[1]), [[3, 5], [3, 5]], [[2, 4, 3], [2, 4, 3]]) { Inputs = [Domain.Normal, Domain.Distribution(1)], Extremes = [Extremes.MaskedChances] },
        new("Loss.Nll: one class ignored", x => Loss.Nll(x[0], x[1], ignoreIndex: 1), [[7, 4], [7]]) { Inputs = [Domain.Normal, Domain.Index(4)], Extremes = [Extremes.Ignored] },
        new("Loss.Nll", x => Loss.Nll(x[0], x[1], weights: x[2]), [[3, 5], [3], [5]], [[2, 5, 3], [2, 3], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2], Extremes = [[.. Extremes.Far, ClassWeights], [.. Extremes.Masked, ClassWeights]] },
        new("Loss.Mse", x => Loss.Mse(x[0], x[1]), [[3, 5], [3, 5]], [[1], [1]], [[33, 7], [33, 7]]) { Extremes = Extremes.Pairs },
        new("Loss.Mse: per sample of the batch", x => Loss.Mse(x[0], x[1], Reduction.BatchMean), [[3, 5], [3, 5]]) { Extremes = Extremes.Pairs },
        new("Loss.Mae", x => Loss.Mae(x[0], x[1]), [[3, 5], [3, 5]], [[1], [1]]) { Extremes = Extremes.Pairs },
        new("Loss.Huber", x => Loss.Huber(x[0], x[1], delta: 0.7), [[3, 5], [3, 5]], [[33, 7], [33, 7]]) { Extremes = Extremes.Pairs },
        new("Loss.SmoothL1", x => Loss.SmoothL1(x[0], x[1], beta: 0.5), [[3, 5], [3, 5]]) { Extremes = Extremes.Pairs },
        new("Loss.BinaryCrossEntropyWithLogits", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1]), [[3, 5], [3, 5]], [[33, 7], [33, 7]]) { Inputs = [Domain.Normal, Domain.Between(0, 1)], Extremes = Extremes.Chances },
        new("Loss.BinaryCrossEntropyWithLogits: positive weight", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1], positiveWeight: x[2]), [[3, 5], [3, 5], [5]]) { Inputs = [Domain.Normal, Domain.Between(0, 1), Domain.Positive], Extremes = [.. Extremes.Chances.Select(c => c.Append(Extremes.Of([1], 1e4)).ToArray())] },
        new("Loss.BinaryCrossEntropy", x => Loss.BinaryCrossEntropy(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Between(0.05, 0.95), Domain.Between(0, 1)], Extremes = [[Extremes.Of([3], 1e-9, 1 - 1e-6, 0.5), Extremes.Of([3], 1, 0, 0.5)]] },
        new("Loss.BinaryCrossEntropy: of certainties", x => Loss.BinaryCrossEntropy(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Between(0.05, 0.95), Domain.Between(0, 1)], Constant = [1], Extremes = [[Extremes.Of([3], 1e-9, 1 - 1e-7, 0.5), Extremes.Of([3], 1, 0, 0.5)], [Extremes.Of([3], 0, 1, 0.5), Extremes.Of([3], 0, 1, 0.5)]] },
        new("Loss.BinaryCrossEntropy: positive weight", x => Loss.BinaryCrossEntropy(x[0], x[1], positiveWeight: x[2]), [[3, 5], [3, 5], [5]], [[33, 7], [33, 7], [1]]) { Inputs = [Domain.Between(0.05, 0.95), Domain.Between(0, 1), Domain.Positive], Extremes = [[Extremes.Of([3], 1e-9, 1 - 1e-6, 0.5), Extremes.Of([3], 1, 0, 0.5), Extremes.Of([1], 1e4)]] },
        new("Loss.BinaryFocal", x => Loss.BinaryFocal(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Between(0.1, 0.9)], Extremes = [.. Extremes.Chances, .. Extremes.Sure] },
        new("Loss.Focal", x => Loss.Focal(x[0], x[1], alpha: x[2]), [[4, 5], [4], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2], Extremes = Weighted([Extremes.Far, Extremes.Near, .. Extremes.Ahead]) },
        new("Loss.Focal: of pixels", x => Loss.Focal(x[0], x[1], Reduction.None, alpha: x[2], gamma: 1.5), [[2, 5, 3], [2, 3], [5]]) { Inputs = [Domain.Normal, Domain.Index(5), Domain.Positive], Constant = [2], Extremes = Weighted([Extremes.Far, Extremes.Near, .. Extremes.Ahead]) },
        new("Loss.KlDivergence", x => Loss.KlDivergence(x[0], x[1]), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Distribution(1)], Extremes = Extremes.Divergences },
        new("Loss.KlDivergence: of a class without probability", x => Loss.KlDivergence(x[0], x[1], Reduction.Sum), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Distribution(1)], Extremes = [Extremes.MaskedChances] },
        new("Loss.KlDivergence: of one certain class", x => Loss.KlDivergence(x[0], x[1].OneHot(5).To(x[0].DType), Reduction.Sum), [[3, 5], [3]]) { Inputs = [Domain.Normal, Domain.Index(5)], Extremes = [[Extremes.Of([2, 5], 0, -1e4, -1e4, -1e4, -1e4, -1e4, 0, -1, -2, -3), new([2], [0, 0], DType.I64)]] },
        new("Loss.KlDivergence: along the channels", x => Loss.KlDivergence(x[0], x[1], axis: 1), [[2, 3, 4], [2, 3, 4]]) { Inputs = [Domain.Normal, Domain.Distribution(1)], Extremes = Extremes.Divergences },
        new("Loss.KlDivergence: of logarithms", x => Loss.KlDivergence(x[0], x[1], Reduction.Mean, logTarget: true), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.Distribution(1, log: true)], Extremes = [[Extremes.Of([2, 3], 0, -1e4, -1e4, -1, -1e4, 0), Extremes.Of([2, 3], 0, -1e4, -1e4, -0.6931472, -0.6931472, -1e4)]] },
        new("Loss.Hinge", x => Loss.Hinge(x[0], x[1].Sign()), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.NonZero], Constant = [1], Extremes = Extremes.Scores },
        new("Loss.Hinge: squared", x => Loss.Hinge(x[0], x[1].Sign(), squared: true), [[3, 5], [3, 5]]) { Inputs = [Domain.Normal, Domain.NonZero], Constant = [1], Extremes = Extremes.Scores[..1] },
        new("Loss.CosineEmbedding", x => Loss.CosineEmbedding(x[0], x[1], x[2].Sign(), margin: -0.5), [[6, 5], [6, 5], [6]]) { Inputs = [Domain.Normal, Domain.Normal, Domain.NonZero], Constant = [2], Extremes = [.. Extremes.Embeddings(2).Select(e => e.Append(Extremes.Of([3], 1, -1, 1)).ToArray())] },
        new("Loss.TripletMargin", x => Loss.TripletMargin(x[0], x[1], x[2]), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3)[..3] },
        new("Loss.TripletMargin: swapped, norm 3", x => Loss.TripletMargin(x[0], x[1], x[2], margin: 3, p: 3, swap: true), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3)[..3] },
        new("Loss.TripletMargin: of embeddings that are almost one", x => Loss.TripletMargin(x[0], x[1], x[2]), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3)[3..], Tolerance = AlmostOne },
        new("Loss.TripletMargin: of embeddings that are almost one, swapped, norm 3", x => Loss.TripletMargin(x[0], x[1], x[2], margin: 3, p: 3, swap: true), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3)[3..], Tolerance = AlmostOne },
        new("Loss.TripletMargin: norm 1", x => Loss.TripletMargin(x[0], x[1], x[2], p: 1), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3) },
        new("Loss.TripletMargin: largest difference", x => Loss.TripletMargin(x[0], x[1], x[2], p: double.PositiveInfinity), [[6, 5], [6, 5], [6, 5]]) { Extremes = Extremes.Embeddings(3) },
        new("Loss.NtXent", x => Loss.NtXent(x[0], x[1]), [[3, 4], [3, 4]], [[2, 2], [2, 2]], [[33, 17], [33, 17]]) { Extremes = Extremes.Embeddings(2) },
        new("Loss.NtXent: cold, unreduced", x => Loss.NtXent(x[0], x[1], Reduction.None, temperature: 0.1), [[4, 3], [4, 3]], [[0, 3], [0, 3]]) { Extremes = Extremes.Embeddings(2) },
        new("Loss.InfoNce", x => Loss.InfoNce(x[0], x[1]), [[3, 4], [3, 4]], [[2, 2], [2, 2]], [[33, 17], [33, 17]]) { Extremes = Extremes.Embeddings(2) },
        new("Loss.InfoNce: negatives for all, summed", x => Loss.InfoNce(x[0], x[1], x[2], Reduction.Sum, temperature: 0.5), [[3, 4], [3, 4], [5, 4]], [[2, 3], [2, 3], [0, 3]], [[33, 17], [33, 17], [67, 17]]) { Extremes = Extremes.Embeddings(3) },
        new("Loss.InfoNce: negatives for each, unreduced", x => Loss.InfoNce(x[0], x[1], x[2], Reduction.None), [[3, 4], [3, 4], [3, 2, 4]], [[9, 17], [9, 17], [9, 5, 17]]) { Extremes = [.. Extremes.Embeddings(3).Select(e => new[] { e[0], e[2], e[1] with { Shape = [3, 1, 4] } })] },
    ];
}
