using Nabla.Data;
using Nabla.Nn;

namespace Nabla.Training;

/// <summary>How <see cref="Trainer"/> trains, beside what it must be given.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Of dropout and whatever else is random in a step.</summary>
    public ulong Seed { get; init; }

    /// <summary>Steps already done: a resumed training goes on exactly there.</summary>
    public long StartStep { get; init; }

    /// <summary>Scales the gradients down to this norm; null leaves them.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>What is reported of each batch beside the loss, such as <see cref="Metrics.Accuracy"/>.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Evaluated at the end of each epoch.</summary>
    public DataLoader? Validation { get; init; }

    /// <summary>Ends the training when the validation no longer improves.</summary>
    public EarlyStop? EarlyStop { get; init; }

    /// <summary>Sees every activation and parameter gradient.</summary>
    public IObserver? Observer { get; init; }

    /// <summary>A safetensors file for the batch whose loss or gradients were not finite.</summary>
    public string? SaveDivergedBatch { get; init; }

    internal void Check()
    {
        if (Epochs < 1 || StartStep < 0)
            throw new RangeException("trainer", $"epochs {Epochs}, start step {StartStep}: epochs must be 1 or more, the start step 0 or more.");
        if (ClipNorm is { } norm && !(norm > 0))
            throw new RangeException("trainer", $"clip norm {norm} is not possible. Give a number above 0, or null.");
        if (EarlyStop is not null && Validation is null)
            throw new RangeException("trainer", "early stop is asked for without validation data. Set Validation.");
        if (EarlyStop is { OnMetric: true } && Metric is null)
            throw new RangeException("trainer", "early stop on the metric is asked for without a metric. Set Metric.");
    }
}
