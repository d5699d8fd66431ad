namespace Nabla.Cli;

/// <summary>What a mistyped word may have meant.</summary>
internal static class Suggest
{
    /// <summary><c> Did you mean 'lenet5'?</c>, or nothing when no word is near.</summary>
    internal static string For(string word, IEnumerable<string> known)
    {
        string? best = known.Where(k => Distance(word, k) <= Math.Max(1, k.Length / 3)).MinBy(k => Distance(word, k));
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>Insertions, deletions and substitutions that turn a into b, capitals alike (Levenshtein).</summary>
    internal static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
