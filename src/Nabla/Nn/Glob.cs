namespace Nabla.Nn;

/// <summary>Patterns of paths: <c>*</c> stands for any characters, dots too, <c>?</c> for one.</summary>
internal static class Glob
{
    internal static bool Matches(string pattern, string path) => Distance(pattern, path) == 0;

    /// <summary>The fewest insertions, deletions and substitutions of characters after which the pattern matches.</summary>
    internal static int Distance(string pattern, string path)
    {
        int[] above = [.. Enumerable.Range(0, path.Length + 1)], row = new int[path.Length + 1];    // an empty pattern: all is missing
        foreach (char p in pattern)
        {
            row[0] = above[0] + (p == '*' ? 0 : 1);
            for (int j = 1; j <= path.Length; j++)
                row[j] = p == '*'
                    ? Math.Min(above[j], row[j - 1])
                    : Math.Min(above[j - 1] + (p == '?' || p == path[j - 1] ? 0 : 1), 1 + Math.Min(above[j], row[j - 1]));
            (above, row) = (row, above);
        }

        return above[path.Length];
    }
}
