namespace Nabla.Zoo;

/// <summary>Random numbers in the order in which they are drawn, from a generator of one sample of one epoch.</summary>
/// <remarks>What is drawn depends on seed, epoch and sample alone, so neither threads, nor reading ahead, nor a resumed run changes it.</remarks>
public sealed class Draws(Philox random)
{
    private ulong drawn;

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => random.Uniform(drawn++);

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>One of 0 … <paramref name="n"/> − 1.</summary>
    public int Below(int n) => (int)((ulong)random.Word(drawn++) * (ulong)n >> 32);

    /// <summary>True with probability <paramref name="p"/>.</summary>
    public bool Coin(double p) => Uniform() < p;

    /// <summary>Standard normal.</summary>
    public double Normal() => random.Normal(drawn++ | 1UL << 32);           // blocks that the words do not reach

    /// <summary>Beta(α, α): X/(X + Y) of two gamma variables; α above 0.</summary>
    public double Beta(double alpha)
    {
        double x = LogGamma(alpha), y = LogGamma(alpha);
        return 1 / (1 + Math.Exp(y - x));
    }

    // The logarithm of a variable of Gamma(a, 1). Marsaglia and Tsang, "A simple method for generating gamma variables", 2000;
    // below 1 by Gamma(a) = Gamma(a + 1)·U^(1/a), which only the logarithm survives where a is small.
    private double LogGamma(double a)
    {
        if (a < 1)
            return LogGamma(a + 1) + Math.Log(1 - Uniform()) / a;
        double d = a - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = Normal(), v = 1 + c * x;
            v *= v * v;
            if (v > 0 && Math.Log(1 - Uniform()) < x * x / 2 + d - d * v + d * Math.Log(v))
                return Math.Log(d * v);
        }
    }
}
