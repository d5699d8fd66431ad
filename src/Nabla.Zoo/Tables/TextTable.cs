namespace Nabla.Zoo;

/// <summary>Rows of text cells under named columns: a CSV file as it is, before anything is made of it.</summary>
public sealed class TextTable
{
    private const int Shown = 12;
    private readonly string[] columns;
    private readonly IReadOnlyList<string[]> rows;
    private readonly IReadOnlyList<int>? lines;

    internal TextTable(string name, string[] columns, IReadOnlyList<string[]> rows, IReadOnlyList<int>? lines = null) =>
        (Name, this.columns, this.rows, this.lines) = (name, columns, rows, lines);

    /// <summary>What it is called in messages: the file, or the embedded set.</summary>
    public string Name { get; }

    /// <summary>The names of the columns, all different.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>How many rows there are, the line of names not counted.</summary>
    public int Count => rows.Count;

    /// <summary>One cell's text, without spaces around it.</summary>
    public string this[int row, int column] => rows[row][column];

    /// <summary>The cells of a column.</summary>
    internal IEnumerable<string> Cells(int column) => rows.Select(r => r[column]);

    /// <summary>The place of a column by its name.</summary>
    /// <exception cref="DataException">There is none; the message names the nearest.</exception>
    public int Column(string name)
    {
        int found = Array.IndexOf(columns, name);
        string more = columns.Length > Shown ? $" and {columns.Length - Shown} more" : "";
        return found >= 0 ? found : throw new DataException(Name, $"has no column '{name}'.{Suggest.For(name, columns)} It has {string.Join(", ", columns.Take(Shown).Select(Zoo.Cells.Quoted))}{more}.");
    }

    /// <summary>Some of its rows.</summary>
    internal TextTable Rows(IEnumerable<int> which)
    {
        int[] chosen = [.. which];
        return new(Name, columns, [.. chosen.Select(r => rows[r])], [.. chosen.Select(Line)]);
    }

    /// <summary>The line of the file in which a row begins, for messages.</summary>
    internal int Line(int row) => lines?[row] ?? row + 2;

    internal DataException Wrong(int row, int column, string what) => new(Name, $"row {Line(row)}, column {columns[column]}: {what}");
}
