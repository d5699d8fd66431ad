using System.Net;
using System.Text;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Everything that a report shows.</summary>
/// <param name="Title">Model and data.</param>
/// <param name="Score">The number at the top, and what it is.</param>
/// <param name="Results">The result, by name.</param>
/// <param name="Settings">The configuration, by name.</param>
/// <param name="Model">What the model consists of.</param>
/// <param name="History">How the run went.</param>
/// <param name="StepsPerEpoch">For the charts' axis.</param>
/// <param name="Test">How the model did at the end.</param>
/// <param name="Images">The test samples where they are images; null where they are rows.</param>
internal sealed record ReportData(
    string Title, (string Number, string Of) Score, IReadOnlyList<(string Name, string Value)> Results, IReadOnlyList<(string Name, string Value)> Settings,
    ModelSummary Model, RunHistory History, int StepsPerEpoch, TestResult Test, ImageDataset? Images);

/// <summary>Composes <c>report.html</c>: one file without scripts that loads nothing.</summary>
internal static class ReportPage
{
    internal static string Compose(ReportData d) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(d.Title)} · Nabla</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <header><h1>{Text(d.Title)}</h1><p class="score"><b>{d.Score.Number}</b> {Text(d.Score.Of)}</p></header>
        <section class="pair">
        <div><h2>Result</h2>{Table(d.Results)}</div>
        <div><h2>Configuration</h2>{Table(d.Settings)}</div>
        </section>
        <section class="pair">
        <figure><h2>Loss</h2>{Charts.Loss(d.History, d.StepsPerEpoch)}</figure>
        <figure><h2>Score</h2>{Charts.Score(d.History, d.StepsPerEpoch)}</figure>
        </section>
        <section class="pair">
        {Answers(d.Test)}
        <figure><h2>Learning rate</h2>{Charts.Rate(d.History, d.StepsPerEpoch)}</figure>
        </section>
        {Details(d)}
        <section><h2>Model</h2>{Layers(d.Model)}</section>
        <footer>Written by Nabla {Text(EnvCommand.Version)}.</footer>
        </body>
        </html>

        """;

    internal static string Text(string s) => WebUtility.HtmlEncode(s);

    private static string Answers(TestResult result) => result switch
    {
        ClassificationResult c => $"<div><h2>Confusion</h2>{ConfusionTable.Compose(c.Confusion, c.Classes)}</div>",
        RegressionResult r => $"<figure><h2>Residuals</h2>{Charts.Residuals(r)}</figure>",
        _ => "",
    };

    private static string Details(ReportData d) => d.Test is not ClassificationResult c ? ""
        : d.Images is { } images ? $"<section><h2>The surest mistakes</h2>{MistakeGallery.Compose(c, images)}</section>"
        : $"<section><h2>Classes</h2>{ClassTable.Compose(c)}</section>";

    private static string Table(IReadOnlyList<(string Name, string Value)> rows)
    {
        var html = new StringBuilder("<table class=\"facts\">");
        foreach (var (name, value) in rows)
            html.Append($"<tr><th>{Text(name)}</th><td>{Text(value)}</td></tr>");
        return html.Append("</table>").ToString();
    }

    private static string Layers(ModelSummary model)
    {
        var html = new StringBuilder("<table class=\"layers\"><tr><th>layer</th><th>type</th><th>output</th><th>parameters</th><th>multiply-adds</th></tr>");
        foreach (var r in model.Layers)
            html.Append($"<tr><td>{Text(r.Path)}</td><td>{Text(r.Type)}</td><td>{Text($"{r.Output}")}</td><td class=\"n\">{r.Parameters:N0}</td><td class=\"n\">{r.MultiplyAdds:N0}</td></tr>");
        return html.Append("</table>").ToString();
    }

    private const string Style = """
        :root { font: 15px/1.45 system-ui, sans-serif; color: #1b1f24; background: #f4f5f7; }
        body { max-width: 1320px; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1rem; margin: 0 0 .6rem; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; margin-bottom: 1rem; }
        .score { margin: 0; } .score b { font-size: 1.6rem; }
        section, .pair > * { background: #fff; border: 1px solid #dfe3e8; border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 1rem; background: none; border: 0; padding: 0; }
        .pair > * { margin: 0; min-width: 0; }
        svg { width: 100%; height: auto; }
        table { border-collapse: collapse; } th { text-align: left; font-weight: 600; }
        td, th { padding: .18rem .7rem .18rem 0; vertical-align: top; } .facts td { overflow-wrap: anywhere; }
        .facts th { white-space: nowrap; font-weight: 400; color: #57606a; } .n { text-align: right; }
        .confusion { overflow-x: auto; } .confusion td, .confusion th { padding: .3rem .15rem; min-width: 1.75rem; text-align: center; }
        .confusion .axis { color: #57606a; font-weight: 400; white-space: nowrap; }
        @media (max-width: 600px) { body { padding: .6rem; } .confusion { font-size: .75rem; } .confusion td, .confusion th { padding: .2rem .05rem; min-width: 1.25rem; } .layers { font-size: .75rem; } }
        .mistakes { display: flex; flex-wrap: wrap; gap: .9rem; } .mistakes figure { margin: 0; width: 112px; font-size: .85rem; }
        .mistakes img { width: 112px; height: 112px; image-rendering: pixelated; border-radius: 4px; display: block; }
        footer { color: #57606a; font-size: .85rem; }
        """;
}
