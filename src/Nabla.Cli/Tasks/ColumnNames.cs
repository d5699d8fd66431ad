using System.Text;

namespace Nabla.Cli;

/// <summary>Names of columns on the command line: separated by commas, in double quotes where a name holds one, as in CSV.</summary>
internal static class ColumnNames
{
    /// <summary>A cell of CSV, RFC 4180, section 2, rules 6 and 7.</summary>
    internal static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;

    /// <summary>The names; null where a quote is not closed, or something stands beside one.</summary>
    internal static string[]? Parse(string text)
    {
        var names = new List<string>();
        for (int at = 0; at <= text.Length;)
        {
            while (at < text.Length && text[at] == ' ')
                at++;
            if (at < text.Length && text[at] == '"')
            {
                if (Quoted(text, ref at) is not { } name)
                    return null;
                names.Add(name);
            }
            else
            {
                int end = text.IndexOf(',', at) is >= 0 and var comma ? comma : text.Length;
                if (text[at..end].Trim() is { Length: > 0 } name)
                    names.Add(name);
                at = end + 1;
            }
        }

        return [.. names];
    }

    // From a quote to behind the comma that follows the closing one; a quote inside is written twice.
    private static string? Quoted(string text, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                name.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                name.Append(text[at++]);
            else
            {
                string rest = text[(at + 1)..].TrimStart();
                at = rest.Length == 0 ? text.Length + 1 : text.Length - rest.Length + 1;
                return rest.Length == 0 || rest[0] == ',' ? name.ToString() : null;
            }
        }

        return null;
    }
}
