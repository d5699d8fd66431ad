namespace Nabla.Bench.Workloads;

/// <summary>An input that all engines make alike: a shape, and how its numbers are drawn.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Classes">0: normal numbers; n: whole numbers below n, which have no gradient.</param>
/// <param name="Scale">The normal numbers' deviation.</param>
internal sealed record Input(int[] Shape, int Classes = 0, double Scale = 1)
{
    private int Count => Shape.Aggregate(1, (a, b) => a * b);

    internal bool IsIndex => Classes > 0;

    internal long[] LongShape => Array.ConvertAll(Shape, s => (long)s);

    /// <summary>Normal numbers, as sums of four uniform ones: fast, and near enough.</summary>
    internal float[] Floats(int number)
    {
        var random = new Philox(1, (ulong)number);
        var values = new float[Count];
        for (int i = 0; i < values.Length; i++)
        {
            var (a, b, c, d) = random.Block((ulong)i);
            values[i] = (float)((Philox.ToUniform(a) + Philox.ToUniform(b) + Philox.ToUniform(c) + Philox.ToUniform(d) - 2) * Math.Sqrt(3) * Scale);
        }

        return values;
    }

    internal long[] Indices(int number)
    {
        var random = new Philox(1, (ulong)number);
        var values = new long[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = (long)(random.Uniform((ulong)i) * Classes);
        return values;
    }
}
