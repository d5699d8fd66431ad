namespace Nabla.Zoo;

/// <summary>What is predicted: a class, or a number.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Classes">The classes' names, numbers by size and words in ordinal order; null where a number is predicted.</param>
/// <param name="Mean">Of a number's training part; models learn (y − mean)/scale.</param>
/// <param name="Scale">The standard deviation of a number's training part.</param>
public sealed record TableTarget(string Name, IReadOnlyList<string>? Classes, double Mean, double Scale)
{
    private const int MostClasses = 1000, FewClasses = 20;

    // Of more than a few classes: with fewer rows each, on average, they are measures or names of rows.
    private const int RowsOfNumber = 5, RowsOfWord = 2;

    /// <summary>Whether a column looks like classes: words, or at most twenty different whole numbers.</summary>
    /// <exception cref="DataException">All its cells are missing.</exception>
    public static bool LooksLikeClasses(TextTable table, int column)
    {
        if (table.Cells(column).All(Cells.IsMissing))
            throw Empty(table, column);
        if (!TableColumn.IsNumeric(table, column))
            return true;
        string[] values = [.. table.Cells(column).Where(c => !Cells.IsMissing(c)).Select(Cells.Canonical).Distinct()];
        return values.Length <= FewClasses && values.All(v => Cells.Number(v) is not { } n || n == Math.Round(n));
    }

    /// <summary>The classes of a column.</summary>
    /// <exception cref="DataException">There is one class only, there are too many, or they are no classes but measures or names of rows.</exception>
    internal static TableTarget OfClasses(TextTable table, int column)
    {
        string name = table.Columns[column];
        bool numeric = TableColumn.IsNumeric(table, column);
        Func<string, string> spelling = numeric ? Cells.Canonical : c => c;
        string[] classes = [.. table.Cells(column).Select(spelling).Distinct().OrderBy(c => Cells.Number(c) ?? double.PositiveInfinity).ThenBy(c => c, StringComparer.Ordinal)];
        string another = numeric ? "Predict a number (--task regression), or give another target." : "Give another target.";
        return classes.Length switch
        {
            1 => throw new DataException(table.Name, $"column {name} is '{classes[0]}' in every row: with one class only there is nothing to learn. Give rows of other classes, or another target."),
            > MostClasses => throw new DataException(table.Name, $"column {name} has {classes.Length:N0} different values, {MostClasses:N0} classes at most are possible. {another}"),
            > FewClasses when numeric && classes.FirstOrDefault(c => Cells.Number(c) is { } n && n != Math.Round(n)) is { } measure =>
                throw new DataException(table.Name, $"column {name} has {classes.Length:N0} different numbers, such as {measure}: those are measures, not classes. {another}"),
            > FewClasses when table.Count < (numeric ? RowsOfNumber : RowsOfWord) * classes.Length =>
                throw new DataException(table.Name, $"column {name} has {classes.Length:N0} different values in {table.Count:N0} rows: too few rows of each class to learn from and to test on. {another}"),
            _ => new(name, classes, 0, 1),
        };
    }

    /// <summary>An error unless a column has numbers to predict: no words, and not the same one everywhere.</summary>
    internal static void CheckNumbers(TextTable table, int column)
    {
        string name = table.Columns[column];
        if (!TableColumn.IsNumeric(table, column))
            throw new DataException(table.Name, $"column {name} holds words, such as '{table.Cells(column).First(c => Cells.Number(c) is null)}', where numbers were expected. Predict its classes (--task classification), or give another target.");
        double?[] numbers = [.. Enumerable.Range(0, table.Count).Select(r => TableColumn.Number(table, r, column)).Distinct()];
        if (numbers.Length == 1)
            throw new DataException(table.Name, FormattableString.Invariant($"column {name} is {numbers[0]} in every row: there is nothing to learn. Give another target."));
    }

    /// <summary>The error of a target without values.</summary>
    internal static DataException Empty(TextTable table, int column) =>
        new(table.Name, $"column {table.Columns[column]} has no value in any row. Fill it, or give another target.");

    /// <summary>The numbers of a column.</summary>
    internal static TableTarget OfNumbers(TextTable train, int column)
    {
        var (mean, scale) = TableColumn.Moments([.. Enumerable.Range(0, train.Count).Select(r => TableColumn.Number(train, r, column)).OfType<double>()]);
        return new(train.Columns[column], null, mean, scale);
    }

    /// <summary>The targets of all rows as a model learns them: labels (N), I64, or standardized numbers (N, 1), F32.</summary>
    /// <exception cref="DataException">A cell is missing, not a number, or not one of the classes.</exception>
    public Tensor Encode(TextTable table)
    {
        int column = table.Column(Name);
        var labels = Classes?.Index().ToDictionary(c => c.Item, c => (long)c.Index);
        return labels is null
            ? Tensor.Of<float>([.. Enumerable.Range(0, table.Count).Select(r => (float)((Number(r) - Mean) / Scale))], [table.Count, 1])
            : Tensor.Of<long>([.. Enumerable.Range(0, table.Count).Select(Label)], [table.Count]);

        double Number(int row) => TableColumn.Number(table, row, column) ?? throw table.Wrong(row, column, "the value is missing. Fill it, or remove the row.");

        long Label(int row) => labels.TryGetValue(table[row, column], out long label) || labels.TryGetValue(Cells.Canonical(table[row, column]), out label) ? label
            : throw table.Wrong(row, column, $"'{table[row, column]}' is not one of the {labels.Count} classes {string.Join(", ", labels.Keys.Take(12))}. Correct it, or remove the row.");
    }
}
