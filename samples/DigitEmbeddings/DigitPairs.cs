using Nabla;
using Nabla.Data;

namespace DigitEmbeddings;

/// <summary>Draws two images of each digit: a batch in which every pair but a digit's own is a true negative.</summary>
internal sealed class DigitPairs
{
    private static readonly ulong s_stream = Philox.StableHash("pairs");
    private readonly Dataset data;
    private readonly ulong seed;
    private readonly int[][] byDigit;

    internal DigitPairs(Dataset data, ulong seed)
    {
        (this.data, this.seed) = (data, seed);
        using var scope = new Scope();
        long[] labels = data.Get([.. Enumerable.Range(0, data.Count)])[1].ToArray<long>();
        byDigit = [.. labels.Index().GroupBy(l => l.Item, l => l.Index).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    /// <summary>The images of a step, a function of it and the seed alone: two of (10, 64), digit i in row i.</summary>
    internal (Tensor A, Tensor B) Draw(int step)
    {
        var random = new Philox(seed, s_stream, (ulong)step);
        int[] a = new int[byDigit.Length], b = new int[byDigit.Length];
        foreach (var (digit, rows) in byDigit.Index())
        {
            int first = (int)(random.Uniform(2 * (ulong)digit) * rows.Length), other = (int)(random.Uniform(2 * (ulong)digit + 1) * (rows.Length - 1));
            (a[digit], b[digit]) = (rows[first], rows[(first + 1 + other) % rows.Length]);        // never twice the same
        }

        return (data.Get(a)[0], data.Get(b)[0]);
    }
}
