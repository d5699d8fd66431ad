namespace Nabla.Nn;

/// <summary>Patterns of paths: <c>*</c> stands for any characters, dots too, <c>?</c> for one.</summary>
internal static class Glob
{
    internal static bool Matches(string pattern, string path) => Distance(pattern, path) == 0;

    /// <summary>The parameters whose paths match; an error where there are none.</summary>
    internal static List<Parameter> Parameters(string op, Module model, string pattern)
    {
        if (pattern is null)
            throw new NablaException(op, "the pattern is null; one of paths was expected, such as 'layer1.*'. Give one.");
        var all = model.Parameters().ToList();
        List<Parameter> matching = [.. all.Where(p => Matches(pattern, p.Path)).Select(p => p.Parameter)];
        if (matching.Count == 0)
            throw new RangeException(op, $"no parameter's path matches '{pattern}'. Near: {string.Join(", ", all.Select(p => p.Path).OrderBy(p => Distance(pattern, p)).Take(3))}.");
        return matching;
    }

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
