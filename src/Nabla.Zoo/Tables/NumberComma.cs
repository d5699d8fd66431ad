namespace Nabla.Zoo;

/// <summary>Commas in numbers: for decimals (3,14), between thousands (1,234,567), or either (1,100), which the rest of the column may tell.</summary>
internal static class NumberComma
{
    /// <summary>True for a number that its commas alone keep from being one.</summary>
    internal static bool Has(string cell) => Cells.WithPoint(cell) is not null || Cells.WithoutGroups(cell) is not null;

    /// <summary>The error of a cell that has them: what they are, and what to write.</summary>
    internal static DataException Error(TextTable table, int row, int column)
    {
        string cell = table[row, column];
        string? point = Cells.WithPoint(cell), whole = Cells.WithoutGroups(cell);
        bool decimals = table.Cells(column).Any(c => Cells.WithPoint(c) is not null && Cells.WithoutGroups(c) is null);
        bool thousands = table.Cells(column).Any(c => Cells.WithPoint(c) is null && Cells.WithoutGroups(c) is not null);
        if (point is not null && (whole is null || decimals && !thousands))
            return table.Wrong(row, column, $"'{cell}' has a decimal comma, where a point was expected. Write {point}, and so in the whole column.");
        if (point is null || thousands && !decimals)
            return table.Wrong(row, column, $"'{cell}' has commas between thousands, where none were expected. Write {whole}, and so in the whole column.");
        return table.Wrong(row, column, $"'{cell}' has a comma that may stand for decimals or between thousands. Write {point} or {whole}, whichever it is, and so in the whole column.");
    }
}
