using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Gathers what the report of a run shows.</summary>
internal static class RunReport
{
    internal static ReportData Of(RunConfig config, RunEnd end, Module<Tensor, Tensor> model, RunHistory history, int stepsPerEpoch, TestResult result, RunTask task) => new(
        $"{Catalog.Get(config.Model).Title} on {Path.GetFileName(config.Data)}",
        Headline(result, task),
        [
            .. end.Test.Measures.Select(m => ($"test {m.Name}", m.Text() + Count(m, result, task))),
            ("test loss", Measure.Loss(end.Test.Loss)),
            ("training time", $"{end.Seconds:F1} s"),
            ("steps", $"{end.Steps:N0} ({config.Epochs} epochs)"),
            ("parameters", $"{model.ParameterCount:N0}"),
            ("weights", end.Weights),
        ],
        [.. config.Settings()],
        ModelTable.Summary(model, task.Train.Fields[0].Shape), history, stepsPerEpoch, result, task.Test as ImageDataset);

    private static (string, string) Headline(TestResult result, RunTask task) => result is RegressionResult
        ? ($"R² {result.Scores["r2"]:F3}", $"on {task.Test.Count:N0} test {task.Samples}")
        : ($"{100 * result.Scores["accuracy"]:F2} %", $"of the test {task.Samples} right");

    private static string Count(Measure m, TestResult result, RunTask task) =>
        m.Name == "accuracy" && result is ClassificationResult c ? $" ({task.Test.Count - c.Mistakes.Count:N0} of {task.Test.Count:N0})" : "";
}
