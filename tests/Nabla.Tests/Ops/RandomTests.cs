namespace Nabla.Tests.Ops;

public class RandomTests
{
    private static readonly Philox Generator = new(7, 1);

    [Fact]
    public void Moments_and_ends_are_those_of_the_distributions()
    {
        var uniform = Tensor.Uniform([40_003], -1, 3, Generator);
        Moments(uniform, 1, 4 / Math.Sqrt(12));
        Assert.True(uniform.Min().Item() is >= -1 and < -0.99 && uniform.Max().Item() is > 2.99 and < 3);
        Moments(Tensor.Normal([40_003], 2, 3, Generator), 2, 3);
        var truncated = Tensor.TruncatedNormal([40_003], random: Generator);
        Moments(truncated, 0, 0.8796);                              // of N(0, 1) within ±2
        Assert.True(truncated.Abs().Max().Item() is > 1.99 and <= 2);
        Assert.Equal(0.3, Tensor.Bernoulli([40_003], 0.3, Generator).To(DType.F32).Mean().Item(), 0.01);
        Assert.Equal([0, 9], [Tensor.Bernoulli([9], 0, Generator).Sum().Item(), Tensor.Bernoulli([9], 1, Generator).Sum().Item()]);
        Assert.Equal([0L, 1, 2, 3, 4], Tensor.Permutation(5, Generator).Sort().Values.ToArray<long>());

        static void Moments(Tensor x, double mean, double std)
        {
            Assert.Equal(mean, x.Mean().Item(), 0.02 * std);
            Assert.Equal(std, x.Std().Item(), 0.02 * std);
        }
    }

    [Theory]
    [InlineData(DType.F32, 1.0, 2.0)]                               // the last steps of 2⁻²⁴ round to 2
    [InlineData(DType.F32, 0.0, 1.0)]
    [InlineData(DType.F32, -0.3, 16777216.0)]
    [InlineData(DType.F64, 9007199254740992.0, 9007199254740994.0)]
    public void A_uniform_number_is_below_the_upper_end(DType type, double low, double high)
    {
        var x = Tensor.Uniform([1 << 18], low, high, Generator, type).To(DType.F64);
        Assert.True(x.Max().Item() < high);
        Assert.True(x.Min().Item() >= Tensor.Full([], low, type).Item());
        foreach (double u in (double[])[0, Math.BitDecrement(1f)])
            Assert.InRange(new UniformDistribution(low, high, type).Scaled(u), type == DType.F32 ? (float)low : low, Math.BitDecrement(high));
    }

    [Fact]
    public void An_interval_of_one_number_gives_it() => Assert.Equal([2f, 2f], Tensor.Uniform([2], 2, 2, Generator).ToArray<float>());

    [Fact]
    public void Far_intervals_of_a_normal_distribution_keep_their_digits()
    {
        // The mean of N(0, 1) above a is φ(a) / Φ(−a).
        var tail = Tensor.TruncatedNormal([20_000], 0, 1, 8, 50, Generator, DType.F64);
        Assert.Equal(8.121306, tail.Mean().Item(), 0.004);
        Assert.True(tail.Min().Item() >= 8);
        Assert.Equal(-8.121306, Tensor.TruncatedNormal([20_000], 0, 1, -50, -8, Generator, DType.F64).Mean().Item(), 0.004);
    }

    [Fact]
    public void Gaussian_quantiles_are_the_published_ones()
    {
        Assert.Equal(0.67448975019608174, Gaussian.Quantile(0.75), 1e-15);
        Assert.Equal(-3.0902323061678132, Gaussian.Quantile(0.001), 1e-14);         // both from Wichura's paper, with the next
        Assert.Equal(-9.2623400897984863, Gaussian.Quantile(1e-20), 1e-13);
        Assert.Equal(7.61985302416053e-24, Gaussian.Cdf(-10), 1e-35);
        for (double z = -12; z < 5; z += 0.37)
            Assert.Equal(z, Gaussian.Quantile(Gaussian.Cdf(z)), 1e-9 * Math.Max(1, Math.Abs(z)));
    }

    [Fact]
    public void The_same_generator_draws_the_same_and_a_tape_brings_one()
    {
        Assert.Equal(Tensor.Normal([9], random: Generator).ToArray<float>(), Tensor.Normal([9], random: Generator).ToArray<float>());
        Assert.NotEqual(Step(1), Step(2));
        Assert.Equal(Step(1), Step(1));

        static float[] Step(long step)
        {
            using var tape = Tape.Start(Mode.Train, seed: 3, step);
            var (first, second) = (Tensor.Uniform([5]), Tensor.Uniform([5]));
            Assert.NotEqual(first.ToArray<float>(), second.ToArray<float>());
            return [.. first.ToArray<float>(), .. Tensor.Permutation(3).To(DType.F32).ToArray<float>()];
        }
    }

    [Fact]
    public void Threads_and_the_end_of_a_share_change_nothing()
    {
        var all = Tensor.Uniform([10_007], random: Generator).ToArray<float>();
        Assert.Equal(all.Select((_, i) => (float)Generator.Uniform((ulong)i)), all);
        Assert.Equal(all[..4099], Tensor.Uniform([4099], random: Generator).ToArray<float>());
    }

    [Fact]
    public void Errors_say_what_is_possible()
    {
        Ranges(() => Tensor.Uniform([1], 2, 1, Generator), "uniform: there is no interval from 2 to 1. Give the lower end first.");
        Ranges(() => Tensor.Normal([1], 0, -1, Generator), "normal: mean 0 and std -1 describe no normal distribution. Give finite numbers, std above 0.");
        Ranges(() => Tensor.TruncatedNormal([1], 0, 0, random: Generator), "truncated_normal: mean 0 and std 0 describe no normal distribution. Give finite numbers, std above 0.");
        Ranges(() => Tensor.TruncatedNormal([1], 0, 1, 90, 91, Generator), "truncated_normal: the interval from 90 to 91 has no probability for mean 0 and std 1. Move or widen it.");
        Ranges(() => Tensor.Bernoulli([1], 1.5, Generator), "bernoulli: p = 1.5 is no probability. Give a number from 0 to 1.");
        Ranges(() => Tensor.Permutation(-1, Generator), "permutation: -1 is no number of things to order. Give 0 or more.");
        Assert.Equal("uniform: I64 elements were asked for; F32 or F64 was expected. Convert the result with To.",
            Assert.Throws<DTypeException>(() => Tensor.Uniform([1], random: Generator, type: DType.I64)).Message);
        Assert.Equal("normal: random numbers come from a tape or from a generator that is given, so that a seed repeats them. Pass new Philox(seed, stream), or wrap the step in Tape.Start(Mode.Train, seed, step).",
            Assert.Throws<TapeException>(() => Tensor.Normal([1])).Message);

        static void Ranges(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
    }
}
