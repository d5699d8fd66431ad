using System.Text;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>Counts by true class (rows) and answer (columns), shaded: right answers blue, wrong ones red.</summary>
internal static class ConfusionTable
{
    internal static string Compose(ConfusionMatrix counts, IReadOnlyList<string> classes)
    {
        int n = classes.Count;
        long worst = 1;
        for (int t = 0; t < n; t++)
            for (int g = 0; g < n; g++)
                worst = t == g ? worst : Math.Max(worst, counts[t, g]);

        var html = new StringBuilder("<div class=\"confusion\"><table><tr><th class=\"axis\">true \\ answer</th>");
        foreach (string c in classes)
            html.Append($"<th>{ReportPage.Text(c)}</th>");
        html.Append("<th class=\"axis\">right</th></tr>");
        for (int t = 0; t < n; t++)
        {
            long all = Enumerable.Range(0, n).Sum(g => counts[t, g]);
            html.Append($"<tr><th>{ReportPage.Text(classes[t])}</th>");
            for (int g = 0; g < n; g++)
                html.Append(Cell(counts[t, g], t == g, t == g ? (double)counts[t, g] / Math.Max(1, all) : (double)counts[t, g] / worst));
            html.Append($"<td class=\"axis\">{(all == 0 ? "" : $"{100.0 * counts[t, t] / all:F1} %")}</td></tr>");
        }

        return html.Append("</table></div>").ToString();
    }

    private static string Cell(long count, bool right, double weight) => count == 0 ? "<td></td>"
        : $"<td style=\"background:rgba({(right ? "51,102,204" : "217,72,1")},{(right ? 0.55 * weight : 0.12 + 0.5 * weight):F2})\">{count}</td>";
}
