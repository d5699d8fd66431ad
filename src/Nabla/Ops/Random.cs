namespace Nabla;

/// <summary>Random tensors: from the tape's generator, or from one that is given, which draws the same again.</summary>
public sealed partial class Tensor
{
    /// <summary>Numbers uniform in [low, high), in steps of 2⁻²⁴ of the interval; its ends are rounded to the type.</summary>
    public static Tensor Uniform(Shape shape, double low = 0, double high = 1, Philox? random = null, DType type = DType.F32)
    {
        CheckDrawn("uniform", type);
        if (!double.IsFinite(low) || !double.IsFinite(high))
            throw new RangeException("uniform", FormattableString.Invariant($"the ends are {low} and {high}; finite numbers were expected. Give two."));
        if (low > high)
            throw new RangeException("uniform", FormattableString.Invariant($"there is no interval from {low} to {high}. Give the lower end first."));
        if (!double.IsFinite(high - low))
            throw new RangeException("uniform", FormattableString.Invariant($"the interval from {low} to {high} is longer than the largest number. Give closer ends."));
        CheckRange("uniform", type, low, high);
        return Drawn("uniform", new UniformDistribution(low, high, type), shape, random, type);
    }

    /// <summary>Numbers of N(mean, std²).</summary>
    public static Tensor Normal(Shape shape, double mean = 0, double std = 1, Philox? random = null, DType type = DType.F32)
    {
        CheckDrawn("normal", type);
        CheckSpread("normal", mean, std, std >= 0);
        CheckRange("normal", type, mean - Farthest * std, mean + Farthest * std);
        return Drawn("normal", new NormalDistribution(mean, std), shape, random, type);
    }

    /// <summary>Numbers of N(mean, std²) that lie in [low, high], as if others were drawn again.</summary>
    public static Tensor TruncatedNormal(Shape shape, double mean = 0, double std = 1, double low = -2, double high = 2, Philox? random = null, DType type = DType.F32)
    {
        CheckDrawn("truncated_normal", type);
        CheckSpread("truncated_normal", mean, std, std > 0);
        var distribution = low < high ? new TruncatedNormalDistribution(mean, std, low, high) : null;
        if (distribution is null or { Mass: <= 0 })
            throw new RangeException("truncated_normal", FormattableString.Invariant($"the interval from {low} to {high} has no probability for mean {mean} and std {std}. Move or widen it."));
        CheckRange("truncated_normal", type, Math.Max(low, mean - Farthest * std), Math.Min(high, mean + Farthest * std));
        return Drawn("truncated_normal", distribution, shape, random, type);
    }

    /// <summary>Truth values, each true with probability p.</summary>
    public static Tensor Bernoulli(Shape shape, double p = 0.5, Philox? random = null)
    {
        if (p is not (>= 0 and <= 1))
            throw new RangeException("bernoulli", FormattableString.Invariant($"p = {p} is no probability. Give a number from 0 to 1."));
        return Drawn("bernoulli", new BernoulliDistribution(p), shape, random, DType.Bool);
    }

    /// <summary>0 … n − 1 in random order, as I64.</summary>
    public static Tensor Permutation(int n, Philox? random = null)
    {
        if (n < 0)
            throw new RangeException("permutation", $"{n} is no number of things to order. Give 0 or more.");
        var order = Room<int>("permutation", n);
        Generator("permutation", random).Permute(order);
        return Of(order).To(DType.I64);
    }

    private static Tensor Drawn(string op, Distribution distribution, in Shape shape, Philox? random, DType type)
    {
        var y = Result(shape, type, op);
        y.Backend.Draw(distribution, Generator(op, random), y.View);
        GC.KeepAlive(y);
        return y;
    }

    private static Philox Generator(string op, Philox? random) => random ?? Scope.Current?.NextRandom(op)
        ?? throw new TapeException(op, "random numbers come from a tape or from a generator that is given, so that a seed repeats them. Pass new Philox(seed, stream), or wrap the step in Tape.Start(Mode.Train, seed, step).");

    private static void CheckDrawn(string op, DType type)
    {
        if (!type.IsFloat())
            throw new DTypeException(op, $"{type} elements were asked for; F32 or F64 was expected. Convert the result with To.");
    }

    /// <summary>Normal numbers of 53 random bits lie no more standard deviations away: √(−2 ln 2⁻⁵³) = 8.6.</summary>
    private const double Farthest = 9;

    // An error where numbers could round to infinity.
    private static void CheckRange(string op, DType type, double low, double high)
    {
        double largest = type == DType.F32 ? float.MaxValue : double.MaxValue;
        if (low < -largest || high > largest)
            throw new RangeException(op, FormattableString.Invariant($"numbers from {low} to {high} go beyond {type}, which ends at {largest}. ") + (type == DType.F32 ? "Ask for F64, or for smaller numbers." : "Ask for smaller numbers."));
    }

    private static void CheckSpread(string op, double mean, double std, bool possible)
    {
        if (!possible || !double.IsFinite(mean) || !double.IsFinite(std))
            throw new RangeException(op, FormattableString.Invariant($"mean {mean} and std {std} describe no normal distribution. Give finite numbers, std above 0."));
    }
}
