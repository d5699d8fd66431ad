namespace Nabla;

/// <summary>A distribution of random numbers, as an object that backends can be given.</summary>
public abstract class Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>The number of element i of a draw.</summary>
    public abstract double Sample(in Philox random, ulong i);

    /// <summary>The numbers of neighbouring elements of a draw, from <paramref name="first"/> on; the same as by <see cref="Sample"/>.</summary>
    internal virtual void Fill(in Philox random, ulong first, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Sample(random, first + (ulong)i);
    }
}

/// <summary>U[low, high), with 24 random bits, in numbers of one type: what would round up to high becomes the number below it.</summary>
internal sealed class UniformDistribution(double low, double high, DType type) : Distribution
{
    private readonly double last = type == DType.F32
        ? Math.Max((float)low, MathF.BitDecrement((float)high))
        : Math.Max(low, Math.BitDecrement(high));

    public override double Sample(in Philox random, ulong i) => Scaled(random.Uniform(i));

    /// <summary>The number for a place u in [0, 1).</summary>
    internal double Scaled(double u)
    {
        double x = low + (high - low) * u;
        return Math.Min(type == DType.F32 ? (float)x : x, last);
    }

    internal override void Fill(in Philox random, ulong first, Span<float> values)
    {
        int i = 0;
        for (; i < values.Length && ((first + (ulong)i) & 3) != 0; i++)
            values[i] = (float)Sample(random, first + (ulong)i);
        for (; i <= values.Length - 4; i += 4)
        {
            var (a, b, c, d) = random.Block((first + (ulong)i) >> 2);
            values[i] = Scaled(a);
            values[i + 1] = Scaled(b);
            values[i + 2] = Scaled(c);
            values[i + 3] = Scaled(d);
        }

        for (; i < values.Length; i++)
            values[i] = (float)Sample(random, first + (ulong)i);
    }

    private float Scaled(uint word) => (float)Scaled(Philox.ToUniform(word));
}

/// <summary>N(mean, std²).</summary>
internal sealed class NormalDistribution(double mean, double std) : Distribution
{
    public override double Sample(in Philox random, ulong i) => mean + std * random.Normal(i);
}

/// <summary>N(mean, std²) given that the number lies in [low, high]: the inverse of its distribution function, of a uniform number.</summary>
internal sealed class TruncatedNormalDistribution : Distribution
{
    private readonly double mean, std, low, high, from, to;
    private readonly bool mirrored;

    internal TruncatedNormalDistribution(double mean, double std, double low, double high)
    {
        (this.mean, this.std, this.low, this.high) = (mean, std, low, high);
        double a = (low - mean) / std, b = (high - mean) / std;
        mirrored = a > 0;                                           // the lower tail keeps its digits, the upper one loses them
        (from, to) = mirrored ? (Gaussian.Cdf(-b), Gaussian.Cdf(-a)) : (Gaussian.Cdf(a), Gaussian.Cdf(b));
    }

    /// <summary>The probability of the interval.</summary>
    internal double Mass => to - from;

    public override double Sample(in Philox random, ulong i)
    {
        double z = Gaussian.Quantile(from + (to - from) * random.Uniform52(i));
        return Math.Clamp(mean + std * (mirrored ? -z : z), low, high);
    }
}

/// <summary>1 with probability p, else 0.</summary>
internal sealed class BernoulliDistribution(double p) : Distribution
{
    public override double Sample(in Philox random, ulong i) => random.Uniform52(i) < p ? 1 : 0;
}
