namespace Nabla.Zoo;

/// <summary>Cuts rows into a part to train on and a part to test on.</summary>
public static class TableSplit
{
    private static readonly ulong s_stream = Philox.StableHash("split");

    /// <summary>Rows of each group in turn are shuffled by the seed, and the first of them go to the test: of n, round(share·n), one at least to train on.</summary>
    /// <param name="groups">A number a row: its class for a stratified split, or 0 for all.</param>
    /// <param name="share">The part of the rows to test on, between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <returns>Row numbers in rising order.</returns>
    public static (int[] Train, int[] Test) Of(ReadOnlySpan<long> groups, double share, ulong seed)
    {
        if (!(share > 0 && share < 1))
            throw new RangeException("split", $"a test share of {share} is not possible. Give a number between 0 and 1.");
        List<int> train = [], test = [];
        foreach (var (group, rows) in groups.ToArray().Index().GroupBy(g => g.Item, g => g.Index).Select(g => (g.Key, g.ToArray())))
        {
            int[] order = new Philox(seed, s_stream, (ulong)group).Permutation(rows.Length);
            int held = Math.Min((int)Math.Round(share * rows.Length), rows.Length - 1);
            test.AddRange(order[..held].Select(i => rows[i]));
            train.AddRange(order[held..].Select(i => rows[i]));
        }

        return test.Count > 0 ? ([.. train.Order()], [.. test.Order()])
            : throw new DataException("split", $"{groups.Length} rows leave none to test on. Give more rows, or a larger test share.");
    }
}
