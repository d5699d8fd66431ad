using System.Text;

namespace Nabla.Cli;

/// <summary>Precision, recall and F1 of each class.</summary>
internal static class ClassTable
{
    internal static string Compose(ClassificationResult result)
    {
        var html = new StringBuilder("<table class=\"layers\"><tr><th>class</th><th>precision</th><th>recall</th><th>F1</th></tr>");
        foreach (var (c, name) in result.Classes.Index())
            html.Append($"<tr><td>{ReportPage.Text(name)}</td><td class=\"n\">{result.Confusion.Precision(c):F3}</td><td class=\"n\">{result.Confusion.Recall(c):F3}</td><td class=\"n\">{result.Confusion.F1(c):F3}</td></tr>");
        return html.Append("</table>").ToString();
    }
}
