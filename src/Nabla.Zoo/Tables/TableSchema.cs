using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Zoo;

/// <summary>How the rows of a table become inputs and targets: all that predictions need of the training data.</summary>
/// <param name="Columns">The columns that are inputs.</param>
/// <param name="Target">What is predicted.</param>
public sealed record TableSchema(IReadOnlyList<TableColumn> Columns, TableTarget Target)
{
    /// <summary>How many inputs a row becomes.</summary>
    [JsonIgnore]
    public int Width => Columns.Sum(c => c.Width);

    /// <summary>How many outputs a model has: one a class, or one number.</summary>
    [JsonIgnore]
    public int Outputs => Target.Classes?.Count ?? 1;

    /// <summary>Learns it: kinds of columns from all rows, means and words from those to train on.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="train">Those to train on.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="classes">Whether it holds classes.</param>
    /// <param name="drop">Columns to leave out.</param>
    internal static TableSchema Learn(TextTable table, TextTable train, int target, bool classes, IReadOnlyList<string> drop)
    {
        int[] dropped = [.. drop.Select(table.Column)];
        if (dropped.Contains(target))
            throw new DataException(table.Name, $"column {table.Columns[target]} is the target, so it cannot be left out. Take it out of --drop, or give another --target.");
        int[] left = [target, .. dropped];
        TableColumn[] columns = [.. Enumerable.Range(0, table.Columns.Count).Except(left).Select(c => TableColumn.Learn(table, train, c))];
        if (columns.Sum(c => c.Width) == 0)
            throw new DataException(table.Name, $"has no column but {string.Join(", ", left.Distinct().Select(c => table.Columns[c]))}: there is nothing to predict from. Add columns.");
        return new(columns, classes ? TableTarget.OfClasses(table, target) : TableTarget.OfNumbers(train, target));
    }

    /// <summary>The inputs of all rows, (N, <see cref="Width"/>), F32. Columns go by name, in any order; others are not looked at.</summary>
    /// <exception cref="DataException">A column is missing, or a number is none.</exception>
    public Tensor Encode(TextTable table)
    {
        int[] places = [.. Columns.Select(c => table.Column(c.Name))];
        float[] x = new float[table.Count * Width];
        for (int r = 0, at = 0; r < table.Count; r++)
            foreach (var (i, column) in Columns.Index())
            {
                column.Encode(table, r, places[i], x.AsSpan(at, column.Width));
                at += column.Width;
            }

        return Tensor.Of<float>(x, [table.Count, Width]);
    }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TableSchemaJson.Default.TableSchema);

    /// <summary>Reads what <see cref="ToJson"/> wrote; <paramref name="file"/> stands in errors.</summary>
    public static TableSchema FromJson(string json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TableSchemaJson.Default.TableSchema) is { Columns: not null, Target: not null } schema ? schema : throw new JsonException("columns or target are missing.");
        }
        catch (JsonException e)
        {
            throw new DataException(file, $"does not tell its columns: {e.Message} Train again.", e);
        }
    }
}

/// <summary>Reads and writes <see cref="TableSchema"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TableSchema))]
internal sealed partial class TableSchemaJson : JsonSerializerContext;
