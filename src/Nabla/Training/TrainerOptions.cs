using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;

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

    /// <summary>Splits each batch into this many parts, forward and backward one after the other: the gradients add up to the batch's, in a fraction of the memory.</summary>
    /// <remarks>Exact where the loss is a mean over samples that do not meet: batch norm sees parts, and dropout draws anew for each.</remarks>
    public int MicroBatches { get; init; } = 1;

    /// <summary>The momentum of a step, such as <see cref="Schedules.OneCycleMomentum"/>; null leaves the optimizer's own.</summary>
    public Schedule? Momentum { get; init; }

    /// <summary>Scales the gradients down together to this norm; null leaves them. One kind of clipping at most.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Scales each parameter's gradient down to this norm.</summary>
    public double? ClipEachNorm { get; init; }

    /// <summary>Limits each element of the gradients to ± this.</summary>
    public double? ClipValue { get; init; }

    /// <summary>A moving average of the weights: takes each step in, and stands in for the weights in validations.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Lowers the rate when the validation no longer improves.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

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
        if (MicroBatches < 1)
            throw new RangeException("trainer", $"{MicroBatches} micro-batches are not possible. Give 1 or more.");
        CheckClipping();
        if (EarlyStop is not null)
            CheckValidates("early stop", EarlyStop.OnMetric);
        if (Plateau is not null)
            CheckValidates("reduce on plateau", Plateau.OnMetric);
    }

    private void CheckClipping()
    {
        foreach (var (name, limit) in new[] { ("clip norm", ClipNorm), ("clip each norm", ClipEachNorm), ("clip value", ClipValue) })
            if (limit is { } given && !(given > 0))
                throw new RangeException("trainer", $"{name} {given} is not possible. Give a number above 0, or null.");
        if (new[] { ClipNorm, ClipEachNorm, ClipValue }.Count(c => c is not null) > 1)
            throw new RangeException("trainer", "more than one kind of clipping is set. Set one of ClipNorm, ClipEachNorm and ClipValue.");
    }

    private void CheckValidates(string what, bool onMetric)
    {
        if (Validation is null)
            throw new RangeException("trainer", $"{what} is asked for without validation data. Set Validation.");
        if (onMetric && Metric is null)
            throw new RangeException("trainer", $"{what} on the metric is asked for without a metric. Set Metric.");
    }
}
