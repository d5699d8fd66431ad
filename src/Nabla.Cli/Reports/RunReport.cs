using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Gathers what the report of a run shows.</summary>
internal static class RunReport
{
    internal static ReportData Of(RunConfig config, RunEnd end, Module<Tensor, Tensor> model, RunHistory history, int stepsPerEpoch, TestResult result, ImageDataset test)
    {
        var entry = Catalog.Get(config.Model);
        return new(
            $"{entry.Title} on {config.Data}",
            [
                ("test accuracy", $"{100 * end.TestAccuracy:F2} % ({test.Count - result.Mistakes.Count:N0} of {test.Count:N0})"),
                ("test loss", $"{end.TestLoss:F4}"),
                ("training time", $"{end.Seconds:F1} s"),
                ("steps", $"{end.Steps:N0} ({config.Epochs} epochs)"),
                ("parameters", $"{model.ParameterCount:N0}"),
                ("weights", end.Weights),
            ],
            [.. config.Settings()],
            ModelTable.Summary(entry, model), history, stepsPerEpoch, result, test.Classes,
            i => test.Pixels(i)[..(test.Height * test.Width)].ToArray(), test.Width);
    }
}
