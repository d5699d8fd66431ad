namespace Nabla.Tests;

/// <summary>Inputs at which sums of exponentials, squares and differences go wrong, each of one scale: for <see cref="Op.Extremes"/>.</summary>
internal static class Extremes
{
    private const double Inf = double.PositiveInfinity;

    /// <summary>Numbers that norms must not lose: ±10⁴, small differences at 10⁴, no difference, small, tiny and huge ones.</summary>
    private static readonly double[][] Scales =
    [
        [1e4, -1e4, 9e3, 0, 5e3, -1e4, 1e4, 2e3, -7e3, 0.5, 1e4, -3e3],
        [10000, 10000.25, 10001.5, 9999, 9998.75, 10000.5, 10002, 9999.25, 10000.75, 9997.5, 10001, 10000.125],
        [8],
        [1e-8, -3e-8, 2e-8, 0, 1e-8, 5e-8, -1e-8, 4e-8, 2e-8, -2e-8, 3e-8, 1e-8],
        [1e-20, -3e-20, 2e-20, 0, 1e-20, 5e-20, -1e-20, 4e-20, 2e-20, -2e-20, 3e-20, 1e-20],
        [1e18, -3e18, 2e18, 0, 1e18, 5e18, -1e18, 4e18, 2e18, -2e18, 3e18, 1],
    ];

    /// <summary>Logits (N, 3) of which the labels (N) are far behind.</summary>
    internal static Input[] Far => [Of([2, 3], 1e4, -1e4, 0, -1e4, 1e4, 1e4), Labels(1, 0)];

    /// <summary>Logits of which the labels are first, alone or among equals.</summary>
    internal static Input[] Near => [Of([3, 3], 1e4, -1e4, 0, 1e4, 1e4, -1e4, -1e4, -1e4, -1e4), Labels(0, 1, 2)];

    /// <summary>Logits of which the first, of class 1, are to be ignored: −∞ at class 0 and at the label, and far behind.</summary>
    internal static Input[] Ignored => [Of([5, 3], -Inf, 0, 1, 2, -Inf, -Inf, 1e4, -1e4, 0, 1, 2, 3, 0.5, -1, 2), Labels(1, 1, 1, 2, 0)];

    /// <summary>Logits of which the labels are ahead by this: 1 − p is about e^−margin.</summary>
    internal static Input[][] Ahead => [.. Margins.Select(m => new[] { Of([2, 3], m, 0, 0.5, -0.25, 0, m), Labels(0, 2) })];

    /// <summary>Logits of binary targets that are right by this, and of one between.</summary>
    internal static Input[][] Sure => [.. Margins.SelectMany(m => new[] { new[] { Of([2], m, -m), Of([2], 1, 0) }, [Of([2], m, -m), Of([2], 0.75, 0.25)] })];

    private static readonly double[] Margins = [5, 9, 12, 15, 20];

    /// <summary>Logits of which some are masked by −∞, a label's too.</summary>
    internal static Input[] Masked => [Of([3, 3], -Inf, 0, 1, -Inf, -Inf, 5, -Inf, 2, 2), Labels(1, 2, 0)];

    /// <summary>Logits of which some are masked by −∞, and probabilities that are 0 there.</summary>
    internal static Input[] MaskedChances => [Masked[0], Of([3, 3], 0, 0.25, 0.75, 0, 0, 1, 0, 0.5, 0.5)];

    /// <summary>Logarithms of probabilities, and probabilities: far from each other, and certain of almost the same.</summary>
    internal static Input[][] Divergences =>
    [
        [Of([2, 3], -1e4, 0, -1e4, -20, -1e4, 0), Of([2, 3], 0.5, 0.25, 0.25, 0.125, 0.125, 0.75)],
        [Of([2, 3], 0, -20, -30, -40, -1e-7, -16), Of([2, 3], 1, 1e-8, 1e-12, 1e-20, 1, 1e-30)],
    ];

    /// <summary>Rows of logits alone; of the last the first two have no softmax.</summary>
    internal static Input[][] Logits =>
    [
        [Of([4, 3], 1e4, -1e4, 0, 1e4, 1e4, -1e4, -1e4, -1e4, -1e4, 1e4, 9999, 9998)],
        [Of([3, 3], -Inf, 0, 1, -Inf, -Inf, 5, -Inf, 2, 2)],
        [Of([3, 3], Inf, 0, 1, -Inf, -Inf, -Inf, 1, 2, 3)],
    ];

    /// <summary>Predictions and targets: ±10⁴, huge, and infinite.</summary>
    internal static Input[][] Pairs =>
    [
        [Of([4], 1e4, -1e4, 1e4, 0), Of([4], -1e4, 1e4, 1e4, 1e-30)],
        [Of([3], 1e18, -1e18, 3), Of([3], 0, 1e18, 3)],
        [Of([3], Inf, -Inf, 1), Of([3], 0, 0, 2.5)],
    ];

    /// <summary>Logits and the probabilities that are true: wrong by 10⁴, and right.</summary>
    internal static Input[][] Chances =>
    [
        [Of([6], 1e4, -1e4, 1e4, 88.5, -104, 1e-30), Of([6], 0, 1, 0.5, 0.25, 0.75, 0.5)],
        [Of([5], 1e4, -1e4, 20, -20, 0), Of([5], 1, 0, 1, 0, 1)],
    ];

    /// <summary>Scores and signs.</summary>
    internal static Input[][] Scores => [[Of([4], 1e4, -1e4, 1e-30, 0.5), Of([4], -1, -1, 1, 1)], [Of([3], Inf, -Inf, 1), Of([3], 1, 1, -1)]];

    /// <summary>Some matrices (3, 4) of embeddings of 10⁴, of 10²⁰ and 10³⁰, whose squares float32 cannot hold, and of 10⁻⁸.</summary>
    internal static Input[][] Embeddings(int matrices) => [.. new[] { 1e4, 1e20, 1e30, 1e-8 }.Select(scale => Enumerable.Range(0, matrices).Select(m => Matrix(scale, m)).ToArray())];

    /// <summary>An input of this shape at every scale, with what scales and shifts it.</summary>
    internal static Input[][] Norms(Shape shape, params Shape[] affine) => [.. Scales.Select(s => new[] { Cycle(shape, s) }.Concat(affine.Select(a => Of(a, Op.Ramp(a.Count)))).ToArray())];

    /// <summary>The same without an affine part, and with an infinity, which makes its group NaN and no other.</summary>
    internal static Input[][] NormsAlone(Shape shape) => [.. Norms(shape), [Cycle(shape, [1, Inf, 3, 0.5, 2, -1, 4, 0, 0.25, -3, 1.5, 2.5, -0.5])]];

    /// <summary>Numbers, exact in float32.</summary>
    internal static Input Of(Shape shape, params double[] values) => new(shape, Array.ConvertAll(values, v => (double)(float)v));

    private static Input Labels(params double[] labels) => new([labels.Length], labels, DType.I64);

    private static Input Matrix(double scale, int m) => Of([3, 4], [.. Enumerable.Range(0, 12).Select(i => scale * Math.Sin(1.7 * i + m))]);

    private static Input Cycle(Shape shape, double[] values) => Of(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(i => values[i % values.Length])]);
}
