using Nabla.Tests.Proof;

namespace Nabla.Tests.Losses;

/// <summary>Losses where 0 times infinity, or 1 − p, would spoil the result.</summary>
public class StableTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    [Theory]
    [InlineData(DType.F32, 0.0)]
    [InlineData(DType.F64, 0.0)]
    [InlineData(DType.F32, 0.1)]
    [InlineData(DType.F64, 0.1)]
    public void An_ignored_sample_counts_nothing_whatever_it_holds(DType type, double smoothing)
    {
        using var tape = Tape.Start();
        var kept = tape.Watch(Tensor.Of<double>([0.3, -1.2, 2], [1, 3]).To(type));
        var ignored = tape.Watch(Tensor.Of<double>([-Inf, -Inf, -Inf, NaN, 1, 2, Inf, 0, -Inf, 1e4, -1e4, 0, -Inf, 0, 1], [5, 3]).To(type));
        var x = Tensor.Concat([ignored, kept]);
        Tensor labels = Tensor.Of(1L, 1, 1, 1, 1, 2), weights = tape.Watch(Tensor.Of(2, 0.25, 0.5).To(type));
        var found = Losses(x, labels);
        Assert.Equal(Losses(kept, labels[5..]).Select(l => l.Item()), found.Select(l => l.Item()), (a, b) => Math.Abs(a - b) < 1e-6);
        var g = tape.Backward(found.Aggregate((a, b) => a + b));
        Assert.Equal(new double[15], Run.Doubles(g[ignored]));
        Assert.True(g[kept].AllFinite() && g[weights].AllFinite());

        Tensor[] Losses(Tensor x, Tensor labels) =>
        [
            Loss.CrossEntropy(x, labels, ignoreIndex: 1, smoothing: smoothing), Loss.CrossEntropy(x, labels, Reduction.Sum, weights, 1, smoothing),
            Loss.Nll(x, labels, ignoreIndex: 1), Loss.Nll(x, labels, Reduction.None, weights, 1).Sum(),
        ];
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(20)]
    public void Focal_keeps_its_digits_where_a_sample_is_sure(double x)
    {
        // (1 − p)²·(−ln p) with p = σ(x), so 1 − p = u/(1 + u) and −ln p = ln(1 + u), u = e⁻ˣ.
        double u = Math.Exp(-x), log = Enumerable.Range(1, 12).Sum(k => -Math.Pow(-u, k) / k), expected = Math.Pow(u / (1 + u), 2) * log;
        foreach (var (type, tolerance) in new[] { (DType.F32, 1e-5), (DType.F64, 1e-9) })
        {
            double[] found =
            [
                Loss.BinaryFocal(Tensor.Of(x).To(type), Tensor.Ones([1], type), alpha: null).Item(),
                Loss.BinaryFocal(Tensor.Of(-x).To(type), Tensor.Zeros([1], type), alpha: null).Item(),
                Loss.Focal(Tensor.Of<double>([x, 0], [1, 2]).To(type), Tensor.Of(0L)).Item(),
            ];
            Assert.All(found, f => Assert.Equal(1, f / expected, tolerance));
        }
    }

    [Theory]
    [InlineData(DType.F32)]
    [InlineData(DType.F64)]
    public void A_class_without_probability_counts_nothing_where_it_is_masked(DType type)
    {
        using var tape = Tape.Start();
        var logits = tape.Watch(Tensor.Of<double>([1, -Inf, 0.5], [1, 3]).To(type));
        var target = tape.Watch(Tensor.Of(0.25, 0, 0.75).Unsqueeze(0).To(type));
        var logTarget = tape.Watch(Tensor.Of(Math.Log(0.25), -Inf, Math.Log(0.75)).Unsqueeze(0).To(type));
        Tensor two = Tensor.Of(1, 0.5).Unsqueeze(0).To(type), of = Tensor.Of(0.25, 0.75).Unsqueeze(0).To(type), log = logits.LogSoftmax();
        Tensor soft = Loss.SoftCrossEntropy(logits, target), kl = Loss.KlDivergence(log, target), klOfLogs = Loss.KlDivergence(log, logTarget, logTarget: true);
        Assert.Equal(Loss.SoftCrossEntropy(two, of).Item(), soft.Item(), 1e-6);
        Assert.Equal(Loss.KlDivergence(two.LogSoftmax(), of).Item(), kl.Item(), 1e-6);
        Assert.Equal(Loss.KlDivergence(two.LogSoftmax(), of).Item(), klOfLogs.Item(), 1e-6);
        var g = tape.Backward(soft + kl + klOfLogs);
        foreach (var x in new[] { logits, target, logTarget })
        {
            Assert.True(g[x].AllFinite());
            Assert.Equal(0, Run.Doubles(g[x])[1]);
        }
    }

    [Theory]
    [InlineData(DType.F32)]
    [InlineData(DType.F64)]
    public void A_class_that_is_masked_though_it_is_true_is_an_infinite_loss(DType type)
    {
        var logits = Tensor.Of<double>([1, -Inf], [1, 2]).To(type);
        var half = Tensor.Of<double>([0.5, 0.5], [1, 2]).To(type);
        Assert.Equal(Inf, Loss.SoftCrossEntropy(logits, half).Item());
        Assert.Equal(Inf, Loss.KlDivergence(logits.LogSoftmax(), half).Item());
        Assert.Equal(Inf, Loss.KlDivergence(logits.LogSoftmax(), half.Log(), logTarget: true).Item());
    }

    [Fact]
    public void Without_samples_there_need_be_no_classes_and_the_mean_is_0()
    {
        Tensor none = Tensor.Zeros([0, 0]), labels = Tensor.Zeros([0], DType.I64);
        Assert.Equal(0, Loss.CrossEntropy(none, labels).Item() + Loss.Nll(none, labels).Item() + Loss.SoftCrossEntropy(none, none).Item());
    }
}
