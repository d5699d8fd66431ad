namespace Nabla.Zoo;

/// <summary>How a column becomes inputs of a model: a number standardized, a word as one of several ones (one-hot).</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Mean">Of the training part; a missing number is taken for it, so it becomes 0.</param>
/// <param name="Scale">The standard deviation of the training part, σ² = Σ(x − mean)²/N; 1 where the column is constant but for rounding.</param>
/// <param name="Categories">The words of the training part in ordinal order; null for numbers. Missing and unknown words become zeros.</param>
public sealed record TableColumn(string Name, double Mean, double Scale, IReadOnlyList<string>? Categories)
{
    // A column of text where fewer cells are numbers holds words; where more are, the others are mistakes.
    private const double ShareOfNumbers = 0.9, ShareOfNames = 0.9;
    private const int MostCategories = 200, FewestNames = 10;

    /// <summary>How many inputs it becomes.</summary>
    public int Width => Categories?.Count ?? 1;

    /// <summary>True when at least nine in ten of a column's cells that are not missing are numbers.</summary>
    /// <exception cref="DataException">All its cells are missing, or they are numbers with commas, which would else be taken for words.</exception>
    public static bool IsNumeric(TextTable table, int column)
    {
        string[] present = [.. table.Cells(column).Where(c => !Cells.IsMissing(c))];
        if (present.Length == 0)
            throw new DataException(table.Name, $"column {table.Columns[column]} has no value in any row. Fill it, or leave it out ({Cells.Drop(table.Columns[column])}).");
        int numbers = present.Count(c => Cells.Number(c) is not null), most = (int)Math.Ceiling(ShareOfNumbers * present.Length);
        if (numbers < most && numbers + present.Count(NumberComma.Has) >= most)
            throw NumberComma.Error(table, Enumerable.Range(0, table.Count).First(r => NumberComma.Has(table[r, column])), column);
        return numbers >= most;
    }

    /// <summary>True for a column of words that are nearly all different, nine in ten of ten or more, as names and keys of rows are.</summary>
    internal static bool NamesRows(TextTable table, int column)
    {
        string[] present = [.. table.Cells(column).Where(c => !Cells.IsMissing(c))];
        return present.Length >= FewestNames && present.Distinct().Count() >= ShareOfNames * present.Length;
    }

    /// <summary>Learns it from the rows to train on; whether it is numeric is judged by all rows.</summary>
    internal static TableColumn Learn(TextTable table, TextTable train, int column)
    {
        string name = table.Columns[column];
        if (IsNumeric(table, column))
        {
            for (int r = 0; r < table.Count; r++)
                _ = Number(table, r, column);                              // tells a mistake wherever it is
            var (mean, scale) = Moments([.. Enumerable.Range(0, train.Count).Select(r => Number(train, r, column)).OfType<double>()]);
            return new(name, mean, scale, null);
        }

        string[] words = [.. train.Cells(column).Where(c => !Cells.IsMissing(c)).Distinct().Order(StringComparer.Ordinal)];
        return words.Length <= MostCategories ? new(name, 0, 1, words)
            : throw new DataException(table.Name, $"column {name} has {words.Length:N0} different words, {MostCategories} at most are possible: names and numbers of rows tell a model nothing. Leave it out ({Cells.Drop(name)}).");
    }

    /// <summary>Mean and standard deviation over all values; (0, 1) of none, and scale 1 where they vary by no more than rounding, 8 units in the last place of the largest.</summary>
    internal static (double Mean, double Scale) Moments(double[] values)
    {
        if (values.Length == 0)
            return (0, 1);
        // From the first value on, so that of large numbers that vary little no digit is lost in the sum.
        double shift = values.Average(v => v - values[0]), variance = values.Average(v => (v - values[0] - shift) * (v - values[0] - shift));
        bool varies = values.Max() - values.Min() > 8 * Math.ScaleB(1, -52) * values.Max(Math.Abs);
        return (values[0] + shift, varies && variance > 0 ? Math.Sqrt(variance) : 1);
    }

    /// <summary>Writes the inputs of one cell.</summary>
    internal void Encode(TextTable table, int row, int column, Span<float> to)
    {
        if (Categories is null)
            to[0] = (float)(((Number(table, row, column) ?? Mean) - Mean) / Scale);
        else
            for (int i = 0; i < to.Length; i++)
                to[i] = Categories[i] == table[row, column] ? 1 : 0;
    }

    /// <summary>The number of a cell; null when it is missing.</summary>
    internal static double? Number(TextTable table, int row, int column)
    {
        string cell = table[row, column];
        if (Cells.IsMissing(cell))
            return null;
        double number = Cells.Number(cell)
            ?? throw (!NumberComma.Has(cell) ? table.Wrong(row, column, $"'{cell}' is not a finite number, as the column's other cells are. Correct it, or empty it for a missing value.") : NumberComma.Error(table, row, column));
        return Math.Abs(number) <= float.MaxValue ? number
            : throw table.Wrong(row, column, $"'{cell}' is beyond ±3.4e38, the numbers that models compute with. Correct it, or empty it for a missing value.");
    }
}
