namespace Nabla.Training;

/// <summary>Ends a training when the validation has not improved for some epochs (Prechelt 1998).</summary>
/// <remarks>It remembers the best value and how long ago it was; <see cref="Checkpoint"/> saves that, so that a resumed training stops at the same step.</remarks>
public sealed class EarlyStop
{
    private readonly int patience;
    private readonly double minDelta;

    /// <summary>Stops after <paramref name="patience"/> epochs in a row that are not better by more than <paramref name="minDelta"/>.</summary>
    /// <param name="patience">Epochs to wait, 1 or more.</param>
    /// <param name="minDelta">What counts as better, 0 or more.</param>
    /// <param name="onMetric">Watches the metric, where more is better, instead of the loss.</param>
    public EarlyStop(int patience, double minDelta = 0, bool onMetric = false)
    {
        if (patience < 1 || !(minDelta >= 0))
            throw new RangeException("early_stop", $"patience {patience}, minimal difference {minDelta}: patience must be 1 or more, the difference 0 or more.");
        (this.patience, this.minDelta, OnMetric) = (patience, minDelta, onMetric);
    }

    /// <summary>Whether it watches the metric instead of the loss.</summary>
    public bool OnMetric { get; }

    /// <summary>The best value so far; NaN before the first.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>Epochs since the best one.</summary>
    public int Waited { get; private set; }

    /// <summary>True when it is time to stop.</summary>
    public bool Stopped => Waited >= patience;

    /// <summary>Takes note of a validation; true when it is time to stop.</summary>
    /// <exception cref="NablaException">It watches the metric, and there is none.</exception>
    public bool Judge(Evaluation result)
    {
        double value = OnMetric ? -result.MetricFor("early_stop") : result.Loss, best = OnMetric ? -Best : Best;
        if (double.IsNaN(best) || value < best - minDelta)
        {
            Best = OnMetric ? -value : value;
            Waited = 0;
        }
        else
        {
            Waited++;
        }

        return Stopped;
    }

    /// <summary>What it remembers, for a checkpoint.</summary>
    public Dictionary<string, Tensor> State() => new() { ["best"] = Tensor.Of<double>([Best], []), ["waited"] = Tensor.Of<long>([Waited], []) };

    /// <summary>Takes what <see cref="State"/> gave.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Tensor.CheckGiven("load", state);
        if (!state.TryGetValue("best", out var best) || !state.TryGetValue("waited", out var waited) || best.Shape.Count != 1 || waited.Shape.Count != 1)
            throw new DataException("load", "the checkpoint has no early stop. Load it without one, or start anew.");
        (Best, Waited) = (best.Item(), (int)waited.Item());
    }
}
