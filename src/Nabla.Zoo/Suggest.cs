namespace Nabla.Zoo;

/// <summary>What a mistyped word may have meant.</summary>
internal static class Suggest
{
    /// <summary><c> Did you mean 'lenet5'?</c>, or nothing when no word is near.</summary>
    internal static string For(string word, IEnumerable<string> known)
    {
        string? best = known.Where(k => Distance(word, k) <= Math.Max(1, k.Length / 3)).MinBy(k => Distance(word, k));
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that turn a into b, capitals alike (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        (a, b) = (a.ToLowerInvariant(), b.ToLowerInvariant());
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
