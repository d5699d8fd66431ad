using System.Text.Json;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Counts by true class (rows) and answer (columns), in the terminal and as JSON.</summary>
internal static class ConfusionWords
{
    internal static void Write(Utf8JsonWriter json, ClassificationResult result)
    {
        int n = result.Classes.Count;
        json.WriteStrings("classes", [.. result.Classes]);
        json.WriteStartArray("confusion");
        for (int t = 0; t < n; t++)
        {
            json.WriteStartArray();
            for (int g = 0; g < n; g++)
                json.WriteNumberValue(result.Confusion[t, g]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    internal static Table Table(ClassificationResult result)
    {
        var (classes, counts) = (result.Classes, result.Confusion);
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("true \\ answer").Padding(0, 1));
        foreach (string c in classes)
            table.AddColumn(new TableColumn(Markup.Escape(c)).RightAligned().Padding(0, 1).NoWrap());
        for (int t = 0; t < classes.Count; t++)
            table.AddRow([new Text(classes[t]), .. Enumerable.Range(0, classes.Count).Select(g =>
                new Text(counts[t, g] == 0 ? "·" : $"{counts[t, g]}", new Style(t == g ? Color.Blue : counts[t, g] > 0 ? Color.Red : Color.Grey)))]);
        return table;
    }
}
