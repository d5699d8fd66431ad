using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Metrics against numbers computed by hand, and closed forms.</summary>
public class MetricsTests
{
    private static Tensor Labels(params long[] labels) => Tensor.Of(labels);

    private static Tensor Logits(int classes, params double[] values) => Tensor.Of<double>(values, [values.Length / classes, classes]);

    [Fact]
    public void Accuracy_and_top_k_count_labels_among_the_largest()
    {
        var output = Logits(3, 1, 2, 3, 3, 2, 1, 2, 3, 1, 0, 0, 0);
        var target = Labels(2, 1, 2, 0);
        Assert.Equal(0.5, Metrics.Accuracy(output, target));
        Assert.Equal(0.5, Metrics.TopK(1)(output, target));
        Assert.Equal(0.75, Metrics.TopK(2)(output, target));
        Assert.Equal(1, Metrics.TopK(3)(output, target.To(DType.I32)));
        Assert.True(double.IsNaN(Metrics.Accuracy(Tensor.Zeros([0, 3]), Tensor.Zeros([0], DType.I64))));
        Assert.Equal("top_k: k 4 is not possible with 3 classes. Give 1 to 3.", Assert.Throws<RangeException>(() => Metrics.TopK(4)(output, target)).Message);
        Assert.Contains("(N, C) and (N) were expected", Assert.Throws<ShapeException>(() => Metrics.TopK(1)(output, output)).Message);
    }

    [Fact]
    public void A_confusion_matrix_gives_precision_recall_and_f1()
    {
        // Rows are labels: class 0 is found 2 of 3 times, class 1 once of twice, class 2 never occurs, class 3 is never predicted.
        var m = new ConfusionMatrix(5);
        foreach (var (label, predicted) in new[] { (0, 0), (0, 0), (0, 1), (1, 1), (1, 2), (3, 0) })
            m.Add(label, predicted);
        Assert.Equal((6, 2, 1), (m.Count, m[0, 0], m[3, 0]));
        Assert.Equal(0.5, m.Accuracy);
        Assert.Equal([2 / 3.0, 0.5, 0, 0, 0], Enumerable.Range(0, 5).Select(m.Precision));
        Assert.Equal([2 / 3.0, 0.5, 0, 0, 0], Enumerable.Range(0, 5).Select(m.Recall));
        Assert.Equal([2 / 3.0, 0.5, 0, 0, 0], Enumerable.Range(0, 5).Select(m.F1));
        double expected = (2 / 3.0 + 0.5 + 0 + 0) / 4;                       // class 4 neither occurs nor was predicted
        Assert.Equal((expected, expected, expected), (m.MacroPrecision, m.MacroRecall, m.MacroF1));
        double hits = Enumerable.Range(0, 5).Sum(c => m[c, c]), all = Enumerable.Range(0, 5).Sum(l => Enumerable.Range(0, 5).Sum(p => m[l, p]));
        Assert.Equal((hits / all, hits / all, 2 * hits / (all + all)), (m.MicroPrecision, m.MicroRecall, m.MicroF1));
    }

    [Fact]
    public void F1_is_the_harmonic_mean_of_precision_and_recall()
    {
        var m = ConfusionMatrix.Of(Logits(2, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0), Labels(0, 1, 1, 1, 0, 1));
        Assert.Equal((0.75, 0.75), (m.Precision(1), m.Recall(1)));
        m.Add(1, 0);
        double p = m.Precision(1), r = m.Recall(1);
        Assert.Equal((0.75, 0.6), (p, r));
        Assert.Equal(2 * p * r / (p + r), m.F1(1), 1e-15);
    }

    [Fact]
    public void An_empty_matrix_is_not_a_number_and_impossible_classes_are_refused()
    {
        var m = new ConfusionMatrix(2);
        Assert.True(double.IsNaN(m.Accuracy) && double.IsNaN(m.MacroF1));
        Assert.Equal("confusion_matrix: label 2, prediction 0: 0 to 1 were expected. Check the data, or make the matrix of more classes.", Assert.Throws<RangeException>(() => m.Add(2, 0)).Message);
        Assert.Throws<RangeException>(() => m.Add(0, -1));
    }

    [Fact]
    public void Roc_auc_is_the_share_of_pairs_in_order()
    {
        // Positives 0.8, 0.4, 0.35; negatives 0.4, 0.1: of 6 pairs 4 in order, 1 tie, 1 not.
        Assert.Equal(4.5 / 6, Metrics.RocAuc(Tensor.Of(0.8, 0.4, 0.35, 0.4, 0.1), Labels(1, 1, 1, 0, 0)), 1e-15);
        Assert.Equal(1, Metrics.RocAuc(Tensor.Of(3.0, 2, 1), Labels(1, 1, 0)));
        Assert.Equal(0, Metrics.RocAuc(Tensor.Of(1.0, 2), Labels(1, 0)));
        Assert.Equal(0.5, Metrics.RocAuc(Tensor.Ones([7]), Labels(1, 0, 1, 1, 0, 0, 0)));
    }

    [Fact]
    public void Roc_auc_does_not_change_under_a_rising_map_and_turns_over_with_the_sign()
    {
        double[] s = [.. Enumerable.Range(0, 200).Select(i => Math.Round(new Philox(1, 1).Normal((ulong)i), 1))];
        var labels = Tensor.Of<long>([.. Enumerable.Range(0, 200).Select(i => new Philox(2, 2).Uniform((ulong)i) < 0.3 ? 1L : 0)]);
        double auc = Metrics.RocAuc(Tensor.Of(s), labels);
        Assert.InRange(auc, 0.3, 0.7);
        Assert.Equal(auc, Metrics.RocAuc(Tensor.Of(s).Exp(), labels));
        Assert.Equal(1 - auc, Metrics.RocAuc(-Tensor.Of(s), labels), 1e-12);
    }

    [Fact]
    public void Average_precision_steps_through_the_thresholds()
    {
        // Highest first: hit (P 1), miss, hit (P 2/3), miss.
        Assert.Equal(0.5 * 1 + 0.5 * (2 / 3.0), Metrics.AveragePrecision(Tensor.Of(0.9, 0.8, 0.7, 0.6), Labels(1, 0, 1, 0)), 1e-15);
        Assert.Equal(1, Metrics.AveragePrecision(Tensor.Of(5.0, 4, 1), Labels(1, 1, 0)));
        Assert.Equal(0.25, Metrics.AveragePrecision(Tensor.Ones([8]), Labels(1, 0, 0, 0, 1, 0, 0, 0)));    // one threshold: the share of positives
    }

    [Fact]
    public void Ranking_needs_both_classes_and_labels_of_0_and_1()
    {
        Assert.Equal("roc_auc: all 2 labels are 1, so nothing can be told apart. Give samples of both classes.", Assert.Throws<RangeException>(() => Metrics.RocAuc(Tensor.Of(1.0, 2), Labels(1, 1))).Message);
        Assert.Equal("roc_auc: none of 2 labels is 1. Give samples of the positive class.", Assert.Throws<RangeException>(() => Metrics.RocAuc(Tensor.Of(1.0, 2), Labels(0, 0))).Message);
        Assert.StartsWith("average_precision: none of 0 labels", Assert.Throws<RangeException>(() => Metrics.AveragePrecision(Tensor.Zeros([0]), Tensor.Zeros([0], DType.I64))).Message);
        Assert.Contains("a label is not 0 or 1", Assert.Throws<RangeException>(() => Metrics.RocAuc(Tensor.Of(1.0, 2), Labels(1, 2))).Message);
        Assert.Contains("(N) and (N)", Assert.Throws<ShapeException>(() => Metrics.RocAuc(Tensor.Ones([2, 1]), Labels(1, 0))).Message);
        Assert.Equal(1, Metrics.AveragePrecision(Tensor.Of(1.0, 2), Labels(1, 1)));
    }

    [Fact]
    public void Errors_of_regression()
    {
        Tensor y = Tensor.Of(1.0, 2, 3, 4), output = Tensor.Of(1.0, 2, 5, 3);
        Assert.Equal((5 / 4.0, Math.Sqrt(5 / 4.0), 3 / 4.0), (Metrics.SquaredError(output, y), Metrics.RootSquaredError(output, y), Metrics.AbsoluteError(output, y)));
        Assert.Equal(1 - 5 / 5.0, Metrics.RSquared(output, y), 1e-15);
        Assert.Equal(1, Metrics.RSquared(y, y));
        Assert.Equal(0, Metrics.RSquared(Tensor.Full([4], 2.5, DType.F64), y));
        Assert.Contains("must have the same shape", Assert.Throws<ShapeException>(() => Metrics.RSquared(y.Reshape([4, 1]), y)).Message);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(4e307)]
    [InlineData(-1e160)]
    public void Errors_in_the_targets_unit_neither_overflow_nor_vanish(double size)
    {
        Tensor output = Tensor.Of(3 * size, 0, -4 * size, 0), y = Tensor.Zeros([4], DType.F64);
        Assert.Equal(2.5, Metrics.RootSquaredError(output, y) / Math.Abs(size), 1e-14);
        Assert.Equal(7 / 4.0, Metrics.AbsoluteError(output, y) / Math.Abs(size), 1e-14);
        Assert.Equal(double.PositiveInfinity, Metrics.RootSquaredError(Tensor.Of(size, double.PositiveInfinity), Tensor.Of(size, 0.0)));
        Assert.True(double.IsNaN(Metrics.RootSquaredError(Tensor.Of(size, double.NaN), Tensor.Of(size, 0.0))));
        Assert.True(double.IsNaN(Metrics.RootSquaredError(Tensor.Zeros([0]), Tensor.Zeros([0]))));
        Assert.Equal(0, Metrics.RootSquaredError(y, y));
    }

    [Fact]
    public void R_squared_over_columns_is_their_mean_and_a_constant_target_has_its_rule()
    {
        Tensor y = Tensor.Of<double>([1, 10, 3, 10], [2, 2]);
        Assert.Equal((0 + 1) / 2.0, Metrics.RSquared(Tensor.Of<double>([2, 10, 2, 10], [2, 2]), y));
        Assert.Equal((1 + 0) / 2.0, Metrics.RSquared(Tensor.Of<double>([1, 10, 3, 11], [2, 2]), y));
        Assert.True(double.IsNaN(Metrics.RSquared(Tensor.Zeros([0]), Tensor.Zeros([0]))));
        Assert.True(double.IsNaN(Metrics.SquaredError(Tensor.Zeros([0]), Tensor.Zeros([0]))));
    }

    [Fact]
    public void The_slope_of_least_squares_has_the_r_squared_of_its_correlation()
    {
        double[] x = [1, 2, 3, 4, 5], y = [2, 1, 4, 3, 6];
        double mx = x.Average(), my = y.Average(), xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum(), xx = x.Sum(a => (a - mx) * (a - mx)), yy = y.Sum(b => (b - my) * (b - my));
        var fit = Tensor.Of([.. x.Select(a => my + xy / xx * (a - mx))]);
        Assert.Equal(xy * xy / (xx * yy), Metrics.RSquared(fit, Tensor.Of(y)), 1e-14);
    }

    [Fact]
    public void Calibration_error_weighs_the_gap_of_each_bin()
    {
        // Two samples at confidence 0.8, one right: gap 0.3; two at 0.6, both right: gap 0.4.
        var p = Logits(2, 0.8, 0.2, 0.8, 0.2, 0.6, 0.4, 0.4, 0.6);
        Assert.Equal(0.5 * 0.3 + 0.5 * 0.4, Metrics.CalibrationError(p, Labels(0, 1, 0, 1), bins: 10), 1e-15);
        Assert.Equal(Math.Abs(0.75 - 0.7), Metrics.CalibrationError(p, Labels(0, 1, 0, 1), bins: 1), 1e-15);
        Assert.Equal(0, Metrics.CalibrationError(Logits(2, 1, 0, 0, 1), Labels(0, 1)));
        Assert.Equal(1, Metrics.CalibrationError(Logits(2, 1, 0, 0, 1), Labels(1, 0)));
        Assert.Contains("not logits", Assert.Throws<RangeException>(() => Metrics.CalibrationError(Logits(2, 3, -1), Labels(0))).Message);
        Assert.True(double.IsNaN(Metrics.CalibrationError(Tensor.Zeros([0, 2]), Tensor.Zeros([0], DType.I64))));
    }

    [Fact]
    public void An_edge_belongs_to_the_bin_below_it()
    {
        // Confidence 0.5, right, and 0.4, wrong: both in (0.25, 0.5], whose gap is |1 − 0.9|.
        var p = Logits(3, 0.5, 0.3, 0.2, 0.4, 0.35, 0.25);
        Assert.Equal(0.1 / 2, Metrics.CalibrationError(p, Labels(0, 1), bins: 4), 1e-15);
        // 0.5 and 0.6 lie on two sides of the edge: gaps 0.5 and 0.6.
        Assert.Equal((0.5 + 0.6) / 2, Metrics.CalibrationError(Logits(3, 0.5, 0.3, 0.2, 0.6, 0.3, 0.1), Labels(0, 1), bins: 4), 1e-15);
    }

    [Fact]
    public void Rows_that_are_no_distributions_are_told()
    {
        Assert.Equal("calibration_error: the probabilities of sample 1 sum to 0.9; 1 to within 0.001 was expected. Divide each row by its sum, or give the output of Softmax.",
            Assert.Throws<RangeException>(() => Metrics.CalibrationError(Logits(2, 0.5, 0.5, 0.4, 0.5), Labels(0, 1))).Message);
        Assert.Throws<RangeException>(() => Metrics.CalibrationError(Logits(2, 1, 1), Labels(0)));
        Assert.Throws<RangeException>(() => Metrics.CalibrationError(Logits(2, 0.5, double.NaN), Labels(0)));
        Assert.Equal(0.4995, Metrics.CalibrationError(Logits(2, 0.5005, 0.499), Labels(0)), 1e-12);
    }

    [Fact]
    public void Outputs_that_are_not_numbers_are_no_answers()
    {
        var output = Logits(3, 1, 2, 3, double.NaN, 2, 1);
        foreach (var o in new[] { output, output.To(DType.F32) })
        {
            Assert.True(double.IsNaN(Metrics.Accuracy(o, Labels(2, 1))));
            Assert.True(double.IsNaN(Metrics.TopK(3)(o, Labels(2, 1))));
            Assert.Equal("confusion_matrix: output of shape (2, 3) holds NaN, which is no answer. Check the inputs, and that the training did not diverge.",
                Assert.Throws<RangeException>(() => ConfusionMatrix.Of(o, Labels(2, 1))).Message);
        }

        var infinite = Logits(2, double.PositiveInfinity, 0, double.NegativeInfinity, 0);
        Assert.Equal((1, 1, 2), (Metrics.Accuracy(infinite, Labels(0, 1)), Metrics.TopK(1)(infinite, Labels(0, 1)), ConfusionMatrix.Of(infinite, Labels(0, 1)).Count));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
            foreach (var y in new[] { Tensor.Of(1.0, 1), Tensor.Of(1.0, 2) })
            {
                Assert.True(double.IsNaN(Metrics.RSquared(Tensor.Of(1, bad), y)));
                Assert.True(double.IsNaN(Metrics.RSquared(y, Tensor.Of(1, bad))));
            }

        Assert.True(double.IsNaN(Metrics.SquaredError(Tensor.Of(1, double.NaN), Tensor.Of(1.0, 1))));
        Assert.True(double.IsNaN(Metrics.AbsoluteError(Tensor.Of(1, double.NaN), Tensor.Of(1.0, 1))));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(1e-300)]
    [InlineData(3e38)]
    [InlineData(-1e308)]
    public void A_target_that_varies_by_rounding_alone_is_constant(double value)
    {
        var y = Tensor.Of(value, value, Math.BitIncrement(value), value, value, value, Math.BitDecrement(value));
        Assert.Equal(1, Metrics.RSquared(Tensor.Full([7], value, DType.F64), y));
        Assert.Equal(0, Metrics.RSquared(Tensor.Full([7], value * (1 + 1e-12), DType.F64), y));
        var same = Tensor.Full([7], value, DType.F64);
        Assert.Equal((1, 0), (Metrics.RSquared(same, same), Metrics.RSquared(same * (1 - 1e-12), same)));
    }

    [Fact]
    public void A_target_in_float32_has_the_rounding_of_float32()
    {
        float third = 1 / 3f;
        Assert.Equal(1, Metrics.RSquared(Tensor.Full([3], third), Tensor.Of(third, MathF.BitIncrement(third), third)));
        Assert.Equal(0, Metrics.RSquared(Tensor.Of(0f, 1), Tensor.Of(0f, 0)));
        Assert.Equal(1, Metrics.RSquared(Tensor.Of(0f, 0), Tensor.Of(0f, 0)));
        Assert.Equal(0.875, Metrics.RSquared(Tensor.Of(1e6f, 1e6f + 1.5f), Tensor.Of(1e6f, 1e6f + 2)), 1e-12);      // 32 units in the last place vary
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-30)]
    [InlineData(1e38)]
    [InlineData(1e154)]
    [InlineData(2e307)]
    public void R_squared_has_no_unit(double unit)
    {
        double[] y = [1, 2, 3, 4], output = [1, 2, 3.5, 3];
        Assert.Equal(1 - 1.25 / 5, Metrics.RSquared(Tensor.Of([.. output.Select(v => v * unit)]), Tensor.Of([.. y.Select(v => v * unit)])), 1e-12);
    }

    [Fact]
    public void What_is_no_label_is_told()
    {
        Tensor output = Tensor.Zeros([2, 3]), labels = Tensor.Of(0L, 1);
        foreach (var metric in new Metric[] { Metrics.Accuracy, Metrics.TopK(2), (o, t) => Metrics.CalibrationError(o, t), (o, t) => ConfusionMatrix.Of(o, t).Accuracy })
        {
            Assert.EndsWith(": label 3 of sample 1 is outside 0 … 2. Check the data.", Assert.Throws<RangeException>(() => metric(output, Tensor.Of(0L, 3))).Message);
            Assert.EndsWith(": output is F32, target F32; F32 or F64 and I64 or I32 were expected. Convert with To.", Assert.Throws<DTypeException>(() => metric(output, Tensor.Of(0f, 1))).Message);
            Assert.EndsWith(": target is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => metric(output, null!)).Message);
            Assert.EndsWith(": output is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => metric(null!, labels)).Message);
        }

        foreach (var metric in new Metric[] { Metrics.RSquared, Metrics.AbsoluteError, Metrics.RocAuc, Metrics.AveragePrecision })
            Assert.EndsWith(" is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => metric(labels, null!)).Message);
    }
}
