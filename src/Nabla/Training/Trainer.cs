using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Training;

/// <summary>The training loop: an iterator whose consumer's <c>foreach</c> body is the callback.</summary>
/// <example><code>
/// foreach (var s in Trainer.Run(model, loader, (y, t) => Loss.CrossEntropy(y, t), new Adam(model), Schedules.Cosine(1e-3, steps)))
///     Console.WriteLine($"{s.Step}/{s.Steps}: {s.Loss:F4}");
/// </code></example>
public static class Trainer
{
    /// <summary>Trains step by step. Each step's tape is closed before its report is handed out, so nothing is recorded in the consumer's code.</summary>
    /// <param name="model">What learns.</param>
    /// <param name="loader">Batches of input and target; step s is always the same batch.</param>
    /// <param name="loss">From the model's output and the target to one number, a mean over the batch.</param>
    /// <param name="optimizer">Changes the parameters.</param>
    /// <param name="schedule">The learning rate of a step.</param>
    /// <param name="options">Epochs, validation, clipping and so on.</param>
    /// <param name="cancel">Ends the training between two steps, without an exception.</param>
    /// <exception cref="DivergedException">The loss or a gradient is no longer finite; the message names the first operation and module.</exception>
    public static IEnumerable<StepReport> Run(
        Module<Tensor, Tensor> model, DataLoader loader, Func<Tensor, Tensor, Tensor> loss, Optimizer optimizer, Schedule schedule,
        TrainerOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        options.Check();
        return Steps(new(model, loss, optimizer, schedule, options), loader, options, cancel);
    }

    /// <summary>Trains to the end, and returns all reports.</summary>
    /// <param name="model">What learns.</param>
    /// <param name="loader">Batches of input and target.</param>
    /// <param name="loss">From the model's output and the target to one number, a mean over the batch.</param>
    /// <param name="optimizer">Changes the parameters.</param>
    /// <param name="schedule">The learning rate of a step.</param>
    /// <param name="options">Epochs, validation, clipping and so on.</param>
    /// <param name="onStep">Sees each report at once.</param>
    /// <param name="cancel">Ends the training between two steps, without an exception.</param>
    public static History Fit(
        Module<Tensor, Tensor> model, DataLoader loader, Func<Tensor, Tensor, Tensor> loss, Optimizer optimizer, Schedule schedule,
        TrainerOptions? options = null, Action<StepReport>? onStep = null, CancellationToken cancel = default)
    {
        var steps = new List<StepReport>();
        foreach (var report in Run(model, loader, loss, optimizer, schedule, options, cancel))
        {
            steps.Add(report);
            onStep?.Invoke(report);
        }

        return new(steps);
    }

    /// <summary>The mean loss and metric over one pass of a loader, evaluating: nothing is recorded, dropout rests.</summary>
    public static Evaluation Evaluate(
        Module<Tensor, Tensor> model, DataLoader loader, Func<Tensor, Tensor, Tensor> loss, Metric? metric = null, CancellationToken cancel = default)
    {
        double sum = 0, score = 0;
        long samples = 0;
        foreach (var batch in loader.Epoch(0))
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = new Scope();
            var output = model.Forward(batch.X);
            sum += loss(output, batch.Y).Item() * batch.Count;
            score += metric?.Invoke(output, batch.Y) * batch.Count ?? 0;
            samples += batch.Count;
        }

        return new(sum / samples, metric is null ? null : score / samples);
    }

    private static IEnumerable<StepReport> Steps(TrainingStep step, DataLoader loader, TrainerOptions options, CancellationToken cancel)
    {
        long steps = (long)options.Epochs * loader.StepsPerEpoch;
        if (options.StartStep >= steps || options.EarlyStop is { Stopped: true })
            yield break;
        foreach (var batch in loader.From(options.StartStep))
        {
            if (cancel.IsCancellationRequested)
                yield break;
            var report = step.Run(batch) with { Steps = steps, Epochs = options.Epochs };
            if (report.Step % loader.StepsPerEpoch == 0 && options.Validation is { } validation)
            {
                // Not cancelled half-way: the weights have changed, so the report of the step must reach the consumer.
                using var averaged = options.Average?.Swap();
                var result = Evaluate(step.Model, validation, step.Loss, options.Metric, CancellationToken.None);
                options.Plateau?.Judge(result);
                report = report with { Validation = result, Stopped = options.EarlyStop?.Judge(result) ?? false };
            }

            yield return report;
            if (report.Stopped || report.Step == steps)
                yield break;
        }
    }
}
