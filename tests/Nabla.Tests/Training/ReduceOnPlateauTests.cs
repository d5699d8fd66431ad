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
    public void Impossible_options_are_refused() =>
        Assert.StartsWith("reduce_on_plateau: factor 1, patience 10,", Assert.Throws<RangeException>(() => new ReduceOnPlateau(1)).Message);
}
