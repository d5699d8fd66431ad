namespace Nabla.Training;

/// <summary>What one step of training did: plain numbers, so that it may be kept.</summary>
/// <param name="Step">Steps done, this one counted: what to resume from.</param>
/// <param name="Loss">The batch's loss, before the update.</param>
/// <param name="Metric">The batch's metric, if one was asked for.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="GradientNorm">The norm of all gradients, before clipping.</param>
/// <param name="Samples">The batch's size.</param>
public readonly record struct StepReport(long Step, double Loss, double? Metric, double Rate, double GradientNorm, int Samples)
{
    /// <summary>Steps in all, unless it stops early.</summary>
    public long Steps { get; init; }

    /// <summary>The epoch of this step, from 1.</summary>
    public int Epoch { get; init; }

    /// <summary>Epochs in all.</summary>
    public int Epochs { get; init; }

    /// <summary>The validation at the end of an epoch; null at other steps.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>True at the last step of a training that stopped early.</summary>
    public bool Stopped { get; init; }
}

/// <summary>Means over a data set.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Metric">The metric, if one was asked for.</param>
public readonly record struct Evaluation(double Loss, double? Metric)
{
    /// <summary>The metric, for what watches it, or an error when there is none.</summary>
    internal double MetricFor(string op) =>
        Metric ?? throw new NablaException(op, "it watches the metric, and the evaluation has none. Evaluate with a metric, or watch the loss.");
}

/// <summary>A whole training.</summary>
/// <param name="Steps">Its reports, in order.</param>
public sealed record History(IReadOnlyList<StepReport> Steps)
{
    /// <summary>The validations, an epoch each.</summary>
    public IEnumerable<(int Epoch, Evaluation Result)> Validations =>
        Steps.Where(s => s.Validation is not null).Select(s => (s.Epoch, s.Validation.GetValueOrDefault()));
}
