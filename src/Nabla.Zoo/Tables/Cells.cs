using System.Globalization;
using System.Text.RegularExpressions;

namespace Nabla.Zoo;

/// <summary>What a cell of a table says.</summary>
internal static partial class Cells
{
    private static readonly string[] s_missing = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>True for an empty cell, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c> and <c>null</c>, capitals alike.</summary>
    internal static bool IsMissing(string cell) => s_missing.Contains(cell, StringComparer.OrdinalIgnoreCase);

    /// <summary>The cell as a finite number, with a point for decimals; null when it is none.</summary>
    internal static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) ? v : null;

    /// <summary>A number that has a decimal comma, with a point in its place; null for all other cells.</summary>
    internal static string? WithPoint(string cell)
    {
        int comma = cell.IndexOf(',');
        return comma > 0 && comma < cell.Length - 1 && char.IsAsciiDigit(cell[comma - 1]) && char.IsAsciiDigit(cell[comma + 1])
            && cell.Replace(',', '.') is var point && Number(point) is not null ? point : null;
    }

    /// <summary>A number that has commas between thousands (1,100 or 1,234,567.5), without them; null for all other cells.</summary>
    internal static string? WithoutGroups(string cell) => Groups().IsMatch(cell) ? cell.Replace(",", "") : null;

    [GeneratedRegex(@"^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\z")]
    private static partial Regex Groups();

    /// <summary>A column's name as the user must write it among others: in quotes where it holds a comma or a quote.</summary>
    internal static string Quoted(string name) => name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"")}\"" : name;

    /// <summary>The option that leaves a column out, as a shell takes it.</summary>
    internal static string Drop(string name) => Quoted(name) is var q && q.AsSpan().ContainsAny(" \"'$`\\") ? $"--drop '{q.Replace("'", "'\\''")}'" : $"--drop {q}";

    /// <summary>One spelling for a number: <c>1.0</c> and <c>1</c> are the same class. Words stay.</summary>
    internal static string Canonical(string cell) => Number(cell) is { } n ? n.ToString("R", CultureInfo.InvariantCulture) : cell;
}
