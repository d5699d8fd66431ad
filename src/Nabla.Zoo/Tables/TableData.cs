using Nabla.Data;

namespace Nabla.Zoo;

/// <summary>A table made ready to learn from: split by a seed, columns standardized by the training part alone.</summary>
public sealed class TableData
{
    private TableData(TableSchema schema, Dataset train, Dataset test, int withoutTarget, string[] namesOfRows, string[] withoutTestRows) =>
        (Schema, Train, Test, WithoutTarget, NamesOfRows, WithoutTestRows) = (schema, train, test, withoutTarget, namesOfRows, withoutTestRows);

    /// <summary>How rows become inputs and targets.</summary>
    public TableSchema Schema { get; }

    /// <summary>Rows to train on: inputs (W), F32, and a label (), I64, or a standardized number (1), F32.</summary>
    public Dataset Train { get; }

    /// <summary>Rows to test on.</summary>
    public Dataset Test { get; }

    /// <summary>How many rows were left out because their target is missing.</summary>
    public int WithoutTarget { get; }

    /// <summary>The columns of words that are nearly all different, as names and keys of rows are: they tell a model nothing of other rows, so leave them out.</summary>
    public IReadOnlyList<string> NamesOfRows { get; }

    /// <summary>The classes of which no row is tested, because they have too few rows for the share: scores say nothing of them.</summary>
    public IReadOnlyList<string> WithoutTestRows { get; }

    /// <summary>Splits a table and learns its schema.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="classes">Whether that is a class; what the column looks like when null.</param>
    /// <param name="seed">Of the split, which is stratified by class.</param>
    /// <param name="share">The part of the rows to test on.</param>
    /// <param name="drop">Columns to leave out.</param>
    /// <exception cref="DataException">Something in the table makes it impossible; the message names row and column.</exception>
    public static TableData Of(TextTable table, string target, bool? classes = null, ulong seed = 0, double share = 0.2, IReadOnlyList<string>? drop = null)
    {
        int column = table.Column(target);
        var all = table.Rows(Enumerable.Range(0, table.Count).Where(r => !Cells.IsMissing(table[r, column])));
        bool discrete = classes ?? TableTarget.LooksLikeClasses(table, column);
        if (all.Count == 0)
            throw TableTarget.Empty(table, column);
        if (!discrete)
            TableTarget.CheckNumbers(all, column);
        using var scope = new Scope();
        long[] groups = discrete ? TableTarget.OfClasses(all, column).Encode(all).ToArray<long>() : new long[all.Count];
        var (trainRows, testRows) = TableSplit.Of(groups, share, seed);
        TextTable train = all.Rows(trainRows), test = all.Rows(testRows);
        var schema = TableSchema.Learn(all, train, column, discrete, drop ?? []);
        string[] names = [.. schema.Columns.Where(c => c.Categories is not null && TableColumn.NamesRows(all, all.Column(c.Name))).Select(c => c.Name)];
        var tested = testRows.Select(r => groups[r]).ToHashSet();
        string[] untested = [.. (schema.Target.Classes ?? []).Where((_, label) => !tested.Contains(label))];
        return new(schema, Rows(schema, train), Rows(schema, test), table.Count - all.Count, names, untested);
    }

    /// <summary>Rows with their targets, as a schema that was learned before makes them.</summary>
    public static Dataset Rows(TableSchema schema, TextTable table)
    {
        using var scope = new Scope();
        return new TensorDataset(schema.Encode(table), schema.Target.Encode(table));
    }
}
