using System.CommandLine;
using System.Diagnostics;
using Nabla.Training;
using Nabla.Zoo;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla eval RUN</c>: tries a run's model on the test samples again.</summary>
internal static class EvalCommand
{
    internal static Command Create(Terminal terminal, CancellationToken cancel)
    {
        var run = new Argument<string>("run") { Description = "A run folder that 'nabla train' made" };
        var data = new Option<string?>("--data") { Description = "Another data set than the run's own, see 'nabla data list'; for a model of tables a CSV file", HelpName = "name" };
        var threads = Options.Threads();
        var command = new Command("eval", "Tries a trained model on the test samples.") { run, data, threads, Options.Json() };
        command.SetAction(p =>
        {
            Options.UseThreads(p.GetValue(threads));
            return Run(RunFolder.Open(p.GetRequiredValue(run)), p.GetValue(data), terminal, cancel);
        });
        return command;
    }

    private static int Run(RunFolder run, string? data, Terminal terminal, CancellationToken cancel)
    {
        var loaded = RunModel.Load(run, terminal);
        var task = Open(run.Config, loaded, data, terminal, cancel);
        data ??= run.Config.Data;
        var clock = Stopwatch.StartNew();
        var result = Evaluator.Run(loaded.Model, task.Test, task.Objective, cancel);
        double seconds = clock.Elapsed.TotalSeconds;
        string weights = WeightsHash.Of(loaded.Model);
        terminal.Emit("eval", json =>
        {
            json.WriteString("model", run.Config.Model);
            json.WriteString("data", data);
            json.WriteNumber("samples", task.Test.Count);
            json.WriteFinite("seconds", seconds);
            result.Scores.Write(json);
            if (result is ClassificationResult c)
                ConfusionWords.Write(json, c);
            json.WriteString("weights", weights);
            json.WriteString("run", run.FullPath);
        });
        if (terminal.Json)
            return ExitCodes.Done;
        if (result is ClassificationResult classes)
            terminal.Console.Write(ConfusionWords.Table(classes));
        string right = result is ClassificationResult { Mistakes.Count: var wrong } ? $" ({task.Test.Count - wrong:N0} of {task.Test.Count:N0})" : $" ({task.Test.Count:N0} {task.Samples})";
        terminal.Say($"{data}: test {result.Scores.Text}{right}, in {seconds:F2} s");
        terminal.Say($"weights {weights}");
        return ExitCodes.Done;
    }

    private static RunTask Open(RunConfig config, RunModel loaded, string? data, Terminal terminal, CancellationToken cancel) =>
        data is null ? RunTask.Of(config, terminal, cancel)
        : loaded.Schema is { } schema ? TableTask.OpenOther(config.Table!, schema, data)
        : Fitting(ImageTask.Open(config with { Size = PictureFolder.Is(data) ? loaded.Input[1] : null }, PictureFolder.FullName(data), terminal, cancel), loaded, data);      // at the size that was learned

    private static RunTask Fitting(RunTask task, RunModel loaded, string data) =>
        task.Test is ImageDataset { Classes.Count: var n } && n != loaded.Classes!.Length
            ? throw new DataException(data, $"has {n} classes; the run's model tells {loaded.Classes.Length} apart. Choose another data set.") : task;
}
