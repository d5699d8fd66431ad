using Spectre.Console;

namespace Nabla.Cli;

/// <summary>A model's layers as a table.</summary>
internal static class ModelTable
{
    internal static Table Of(IReadOnlyList<LayerRow> layers, long parameters)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("layer").AddColumn("type").AddColumn("output").AddColumn(new TableColumn("parameters").RightAligned());
        table.Columns[3].Footer($"{parameters:N0}");
        table.Columns[0].Footer("all");
        foreach (var r in layers)
            table.AddRow(new Text(r.Path), new Text(r.Type), new Text(r.Output), new Text($"{r.Parameters:N0}"));
        return table;
    }
}
