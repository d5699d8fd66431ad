using Nabla.Nn;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>A model's layers as a table.</summary>
internal static class ModelTable
{
    /// <summary>What a model consists of, for one input of this shape.</summary>
    internal static ModelSummary Summary(Module<Tensor, Tensor> model, Shape input) => ModelSummary.Of(model, [1, .. input]);

    internal static Table Of(ModelSummary summary)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("layer").AddColumn("type").AddColumn("output");
        foreach (var (title, sum) in new[] { ("parameters", summary.Parameters), ("multiply-adds", summary.MultiplyAdds) })
            table.AddColumn(new TableColumn(title).RightAligned().Footer($"{sum:N0}"));
        table.Columns[0].Footer("all");
        foreach (var column in table.Columns)
            column.Padding(0, 1);                          // 60 characters in all
        foreach (var r in summary.Layers)
            table.AddRow(new Text(r.Path), new Text(r.Type), new Text($"{r.Output}"), new Text($"{r.Parameters:N0}"), new Text($"{r.MultiplyAdds:N0}"));
        return table;
    }
}
