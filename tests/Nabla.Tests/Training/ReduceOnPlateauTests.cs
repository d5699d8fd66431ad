using Nabla.Training;

namespace Nabla.Tests.Training;

public class ReduceOnPlateauTests
{
    private static double[] Factors(ReduceOnPlateau plateau, params double[] values) => [.. values.Select(v => { plateau.Judge(v); return plateau.Factor; })];

    [Fact]
    public void Lowers_the_rate_after_more_bad_epochs_than_its_patience() =>
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Factors(new(factor: 0.5, patience: 2), 1, 1, 1, 1, 1, 1, 1));

    [Fact]
    public void An_improvement_starts_the_count_again() =>
        Assert.Equal([1, 1, 1, 1, 0.5], Factors(new(factor: 0.5, patience: 1), 1, 1, 0.9, 1, 1));

    [Fact]
    public void Better_is_by_a_part_of_the_best_or_by_a_difference()
    {
        Assert.Equal([1, 1, 0.5], Factors(new(factor: 0.5, patience: 0, threshold: 0.1), 10, 8.9, 8.1));
        Assert.Equal([1, 0.5, 0.5], Factors(new(factor: 0.5, patience: 0, threshold: 2, absolute: true), 10, 8.5, 7.9));
        Assert.Equal([1, 0.5, 0.5], Factors(new(factor: 0.5, patience: 0, threshold: 0.1, onMetric: true), 0.5, 0.54, 0.56));
        Assert.Equal([1, 0.5, 0.5], Factors(new(factor: 0.5, patience: 0, threshold: 0.1, absolute: true, onMetric: true), 0.5, 0.59, 0.61));
    }

    [Fact]
    public void Nothing_counts_while_it_cools_down() =>
        Assert.Equal([1, 0.5, 0.5, 0.5, 0.25], Factors(new(factor: 0.5, patience: 0, cooldown: 2), 1, 1, 1, 1, 1));

    [Fact]
    public void It_never_goes_below_the_lowest()
    {
        var plateau = new ReduceOnPlateau(factor: 0.5, patience: 0, lowest: 0.3);
        Assert.False(plateau.Judge(1));
        Assert.True(plateau.Judge(1));
        Assert.True(plateau.Judge(1));
        Assert.Equal(0.3, plateau.Factor);
        Assert.False(plateau.Judge(1));
        Assert.Equal(0.3, plateau.Factor);
    }

    [Fact]
    public void Not_a_number_counts_as_bad() => Assert.Equal([1, 0.1], Factors(new(patience: 0), 1, double.NaN));

    [Fact]
    public void Saved_and_loaded_it_goes_on_alike()
    {
        double[] losses = [3, 2, 2, 2.5, 1.9, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1];
        ReduceOnPlateau whole = Make(), half = Make(), rest = Make();
        double[] expected = Factors(whole, losses);
        Factors(half, losses[..6]);
        rest.Load(half.State());
        Assert.Equal(expected[6..], Factors(rest, losses[6..]));
        Assert.Equal("load: the checkpoint has no reduce-on-plateau. Load it without one, or start anew.", Assert.Throws<DataException>(() => rest.Load(new Dictionary<string, Tensor>())).Message);

        static ReduceOnPlateau Make() => new(factor: 0.5, patience: 1, cooldown: 1);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.StartsWith("reduce_on_plateau: factor 1, patience 10,", Assert.Throws<RangeException>(() => new ReduceOnPlateau(1)).Message);
        foreach (double threshold in new[] { -1, 1, 1.5, double.PositiveInfinity, double.NaN })
            Assert.EndsWith("the threshold in [0, 1), the others 0 or more.", Assert.Throws<RangeException>(() => new ReduceOnPlateau(threshold: threshold)).Message);
        foreach (double threshold in new[] { -1, double.PositiveInfinity, double.NaN })
            Assert.EndsWith("the threshold a finite number, 0 or more, the others 0 or more.", Assert.Throws<RangeException>(() => new ReduceOnPlateau(threshold: threshold, absolute: true)).Message);
        Assert.Equal([1, 1, 0.1], Factors(new(patience: 0, threshold: 5, absolute: true), 100, 94, 90));
    }

    [Fact]
    public void On_the_metric_a_validation_without_one_is_told()
    {
        Assert.Equal("reduce_on_plateau: it watches the metric, and the evaluation has none. Evaluate with a metric, or watch the loss.",
            Assert.Throws<NablaException>(() => new ReduceOnPlateau(onMetric: true).Judge(new Evaluation(1, null))).Message);
        Assert.Equal("early_stop: it watches the metric, and the evaluation has none. Evaluate with a metric, or watch the loss.",
            Assert.Throws<NablaException>(() => new EarlyStop(1, onMetric: true).Judge(new Evaluation(1, null))).Message);
    }

    [Theory]
    [InlineData("factor", double.NaN)]
    [InlineData("factor", 1.5)]
    [InlineData("factor", -0.1)]
    [InlineData("best", double.NaN)]
    [InlineData("bad", -1.0)]
    [InlineData("bad", double.NaN)]
    [InlineData("cooling", -2.0)]
    [InlineData("cooling", 0.5)]
    public void A_state_that_it_cannot_have_saved_is_told_and_changes_nothing(string name, double value)
    {
        ReduceOnPlateau plateau = new(patience: 0), other = new();
        plateau.Judge(1);
        plateau.Judge(1);
        var state = other.State();
        state[name] = Tensor.Of<double>([value], []);
        string message = Assert.Throws<DataException>(() => plateau.Load(state)).Message;
        Assert.StartsWith("load: reduce-on-plateau has factor ", message);
        Assert.EndsWith(": a factor in [0, 1], a best that is a number, and counts from 0 were expected. Save it again, or start anew.", message);
        Assert.Equal(0.1, plateau.Factor);
        Assert.Throws<ArgumentNullException>(() => plateau.Load(null!));
        Assert.Equal("load: best is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => plateau.Load(new Dictionary<string, Tensor>(plateau.State()) { ["best"] = null! })).Message);
    }
}
