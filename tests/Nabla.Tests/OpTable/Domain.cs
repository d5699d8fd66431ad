namespace Nabla.Tests;

/// <summary>What values an input may have. All are exact in float32, so that both precisions see the same numbers.</summary>
internal sealed class Domain
{
    private readonly Func<Philox, Shape, double[]> values;
    private readonly DType? type;

    private Domain(Func<Philox, Shape, double[]> values, DType? type = null) => (this.values, this.type) = (values, type);

    private Domain(Func<Philox, ulong, double> element, DType? type = null)
        : this((random, shape) => [.. Enumerable.Range(0, (int)shape.Count).Select(i => (double)(float)element(random, (ulong)i))], type)
    {
    }

    /// <summary>Standard normal.</summary>
    internal static Domain Normal { get; } = new((r, i) => r.Normal(i));

    /// <summary>0.2 to 3.</summary>
    internal static Domain Positive { get; } = Between(0.2, 3);

    /// <summary>Normal, pushed 0.3 away from zero.</summary>
    internal static Domain NonZero { get; } = new((r, i) => r.Normal(i) is var x && x < 0 ? x - 0.3 : x + 0.3);

    /// <summary>Uniform.</summary>
    internal static Domain Between(double low, double high) => new((r, i) => low + (high - low) * r.Uniform(i));

    /// <summary>No two alike, in steps of 1/8 around zero: for what compares elements.</summary>
    internal static Domain Distinct { get; } = new((r, s) => [.. r.Permutation((int)s.Count).Select(i => (i - s.Count / 2) / 8.0 + 1.0 / 32)]);

    /// <summary>Small whole numbers, so that ties occur; only for what has no gradient.</summary>
    internal static Domain Ties { get; } = new((r, i) => Math.Floor(5 * r.Uniform(i)) - 2);

    /// <summary>Labels or indices 0 … n − 1.</summary>
    internal static Domain Index(int n, DType type = DType.I64) => new((r, i) => Math.Floor(n * r.Uniform(i)), type);

    /// <summary>Probabilities that sum to 1 along an axis, or their logarithms.</summary>
    internal static Domain Distribution(int axis, bool log = false) => new((r, shape) =>
    {
        double[] x = [.. Enumerable.Range(0, (int)shape.Count).Select(i => Math.Exp(r.Normal((ulong)i)))];
        int stride = shape.ToArray()[(axis + 1)..].Aggregate(1, (a, b) => a * b), size = shape[axis];
        double Sum(int i) => Enumerable.Range(0, size).Sum(k => x[i - i / stride % size * stride + k * stride]);
        return [.. x.Select((v, i) => (double)(float)(log ? Math.Log(v / Sum(i)) : v / Sum(i)))];
    });

    /// <summary>Truth values.</summary>
    internal static Domain Mask { get; } = new((r, i) => r.Uniform(i) < 0.5 ? 1 : 0, DType.Bool);

    internal Input Draw(in Shape shape, Philox random) => new(shape, values(random, shape), type);
}
