using System.Security.Cryptography;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Learning from a table: an embedded one by its name, or a CSV file.</summary>
internal static class TableTask
{
    /// <summary>Under which name the schema is saved with the weights.</summary>
    internal const string Columns = "columns";

    internal static RunTask Open(RunConfig config, TableSettings settings, Terminal terminal)
    {
        var table = Read(config.Data);
        if (settings.Sha256 != Hash(config.Data))
            throw new DataException(config.Data, "has changed since the run was started, so the run cannot go on or be tried on its test rows. Restore it, or give 'nabla eval' the rows to try with --data.");
        var data = TableData.Of(table, settings.Target, settings.IsClassification, config.Seed, settings.TestShare, settings.Dropped);
        if (data.WithoutTarget > 0)
            terminal.Warn($"{data.WithoutTarget:N0} row{(data.WithoutTarget == 1 ? " is" : "s are")} left out: {settings.Target} is missing.");
        foreach (string name in data.NamesOfRows)
            terminal.Warn($"column {name} has words that are nearly all different, as names of rows are: they tell a model nothing of other rows. Leave it out with {Cells.Drop(name)}.");
        if (data.WithoutTestRows is [_, ..] untested)
            terminal.Warn($"no row to test on has {settings.Target} {string.Join(", ", untested.Take(5))}: the scores say nothing of {(untested.Count == 1 ? "it" : "them")}. Give more rows, or a larger --test-share.");
        var train = config.Limit is { } n ? new FirstSamples(data.Train, n) : data.Train;
        return new(train, data.Test, "rows", settings.Objective(data.Schema.Target, data.Train), () => settings.Model(data.Schema))
        {
            Metadata = new Dictionary<string, string> { [Columns] = data.Schema.ToJson() },
        };
    }

    /// <summary>The rows of another table, to try a trained model on.</summary>
    internal static RunTask OpenOther(TableSettings settings, TableSchema schema, string data)
    {
        var rows = TableData.Rows(schema, Read(data));
        return new(rows, rows, "rows", settings.Objective(schema.Target, null), () => settings.Model(schema));
    }

    /// <summary>The table of a name or path.</summary>
    internal static TextTable Read(string data)
    {
        if (Toy(data) is { } toy)
            return toy.Read();
        return IsFile(data) ? CsvTable.Read(data)
            : throw new DataException("data", $"there is no table '{data}'.{Suggest.For(data, ToyTable.All.Select(t => t.Name))} Use {string.Join(", ", ToyTable.All.Select(t => t.Name))}, or give a CSV file.");
    }

    internal static ToyTable? Toy(string data) => ToyTable.All.FirstOrDefault(t => t.Name == data);

    /// <summary>A file's full path, so that a run finds it from any folder; a name as it is.</summary>
    internal static string FullName(string data) => Toy(data) is null && IsFile(data) ? Path.GetFullPath(data) : data;

    /// <summary>The SHA-256 of a file; null for an embedded table.</summary>
    internal static string? Hash(string data) => Toy(data) is null ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(data))) : null;

    private static bool IsFile(string data) => File.Exists(data) || data.Contains('.') || data.Contains(Path.DirectorySeparatorChar);
}
