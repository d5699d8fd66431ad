using System.CommandLine;
using System.Diagnostics;
using Nabla.Training;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla eval RUN</c>: tries a run's model on the test images again.</summary>
internal static class EvalCommand
{
    internal static Command Create(Terminal terminal, CancellationToken cancel)
    {
        var run = new Argument<string>("run") { Description = "A run folder that 'nabla train' made" };
        var data = new Option<string?>("--data") { Description = "Another data set than the run's own, see 'nabla data list'", HelpName = "name" };
        var threads = Options.Threads();
        var command = new Command("eval", "Tries a trained model on the test images.") { run, data, threads, Options.Json() };
        command.SetAction(p =>
        {
            Options.UseThreads(p.GetValue(threads));
            return Run(RunFolder.Open(p.GetRequiredValue(run)), p.GetValue(data), terminal, cancel);
        });
        return command;
    }

    private static int Run(RunFolder run, string? data, Terminal terminal, CancellationToken cancel)
    {
        data ??= run.Config.Data;
        var model = RunModel.Load(run, terminal);
        var (_, test) = DataAccess.Load(data, terminal, cancel);
        DataAccess.CheckFits(Catalog.Get(run.Config.Model), test);
        var clock = Stopwatch.StartNew();
        var result = Evaluator.Run(model, test, cancel);
        double seconds = clock.Elapsed.TotalSeconds;
        string weights = WeightsHash.Of(model);
        terminal.Emit("eval", json =>
        {
            json.WriteString("model", run.Config.Model);
            json.WriteString("data", data);
            json.WriteNumber("samples", test.Count);
            json.WriteFinite("seconds", seconds);
            json.WriteTest(result.Loss, result.Accuracy);
            json.WriteStrings("classes", [.. test.Classes]);
            json.WriteStartArray("confusion");
            for (int t = 0; t < test.Classes.Count; t++)
            {
                json.WriteStartArray();
                for (int g = 0; g < test.Classes.Count; g++)
                    json.WriteNumberValue(result.Confusion[t, g]);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteString("weights", weights);
            json.WriteString("run", run.FullPath);
        });
        if (terminal.Json)
            return ExitCodes.Done;
        terminal.Console.Write(Confusion(result.Confusion, test.Classes));
        terminal.Say($"{data}: test accuracy {100 * result.Accuracy:F2} % ({test.Count - result.Mistakes.Count:N0} of {test.Count:N0}), loss {result.Loss:F4}, in {seconds:F2} s");
        terminal.Say($"weights {weights}");
        return ExitCodes.Done;
    }

    private static Table Confusion(int[,] counts, IReadOnlyList<string> classes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("true \\ answer").Padding(0, 1));
        foreach (string c in classes)
            table.AddColumn(new TableColumn(Markup.Escape(c)).RightAligned().Padding(0, 1).NoWrap());
        for (int t = 0; t < classes.Count; t++)
            table.AddRow([new Text(classes[t]), .. Enumerable.Range(0, classes.Count).Select(g =>
                new Text(counts[t, g] == 0 ? "·" : $"{counts[t, g]}", new Style(t == g ? Color.Blue : counts[t, g] > 0 ? Color.Red : Color.Grey)))]);
        return table;
    }
}
