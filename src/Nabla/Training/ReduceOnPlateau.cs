namespace Nabla.Training;

/// <summary>Lowers the learning rate when the validation has not improved for some epochs.</summary>
/// <remarks>
/// A controller beside the schedule: each step's rate is the schedule's times <see cref="Factor"/>. Its state is what it saw,
/// which <see cref="Checkpoint"/> saves, so that a resumed training goes on alike. The rules are those of PyTorch's <c>ReduceLROnPlateau</c>.
/// </remarks>
public sealed class ReduceOnPlateau
{
    private readonly double factor, threshold, lowest;
    private readonly int patience, cooldown;
    private readonly bool absolute;
    private double best;
    private int bad, cooling;

    /// <summary>Multiplies the rate by <paramref name="factor"/> at the first epoch after <paramref name="patience"/> in a row that were no better.</summary>
    /// <param name="factor">In (0, 1).</param>
    /// <param name="patience">Epochs without improvement that it bears.</param>
    /// <param name="threshold">What counts as better: by this part of the best, in [0, 1), or by this much where <paramref name="absolute"/>.</param>
    /// <param name="absolute">Whether the threshold is a difference instead of a part.</param>
    /// <param name="cooldown">Epochs after a reduction in which nothing counts as bad.</param>
    /// <param name="lowest">The lowest <see cref="Factor"/>, in [0, 1].</param>
    /// <param name="onMetric">Watches the metric, where more is better, instead of the loss.</param>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, bool absolute = false, int cooldown = 0, double lowest = 0, bool onMetric = false)
    {
        if (!(factor > 0 && factor < 1) || patience < 0 || cooldown < 0 || !(threshold >= 0 && threshold < (absolute ? double.PositiveInfinity : 1)) || !(lowest >= 0 && lowest <= 1))
            throw new RangeException("reduce_on_plateau", $"factor {factor}, patience {patience}, threshold {threshold}, cooldown {cooldown}, lowest {lowest}: the factor must be in (0, 1), the lowest in [0, 1], the threshold {(absolute ? "a finite number, 0 or more" : "in [0, 1)")}, the others 0 or more.");
        (this.factor, this.patience, this.threshold, this.absolute, this.cooldown, this.lowest, OnMetric) = (factor, patience, threshold, absolute, cooldown, lowest, onMetric);
        best = onMetric ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>Whether it watches the metric instead of the loss.</summary>
    public bool OnMetric { get; }

    /// <summary>What the schedule's rate is multiplied by: 1 at first.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>Takes note of a validation; true when it has lowered the rate.</summary>
    /// <exception cref="NablaException">It watches the metric, and there is none.</exception>
    public bool Judge(Evaluation result) => Judge(OnMetric ? result.MetricFor("reduce_on_plateau") : result.Loss);

    /// <summary>Takes note of a value; true when it has lowered the rate. NaN is no better than any.</summary>
    public bool Judge(double value)
    {
        if (IsBetter(value))
            (best, bad) = (value, 0);
        else
            bad++;
        if (cooling > 0)
            (cooling, bad) = (cooling - 1, 0);
        if (bad <= patience)
            return false;
        double before = Factor;
        (Factor, cooling, bad) = (Math.Max(Factor * factor, lowest), cooldown, 0);
        return Factor < before;
    }

    private bool IsBetter(double value) => (OnMetric, absolute) switch
    {
        (false, false) => value < best * (1 - threshold),
        (false, true) => value < best - threshold,
        (true, false) => value > best * (1 + threshold),
        (true, true) => value > best + threshold,
    };

    /// <summary>What it remembers, for a checkpoint.</summary>
    public Dictionary<string, Tensor> State() => new()
    {
        ["factor"] = Tensor.Of<double>([Factor], []),
        ["best"] = Tensor.Of<double>([best], []),
        ["bad"] = Tensor.Of<long>([bad], []),
        ["cooling"] = Tensor.Of<long>([cooling], []),
    };

    /// <summary>Takes what <see cref="State"/> gave; an error tells what it cannot have given, and changes nothing.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckFits(state);
        (Factor, best, bad, cooling) = (state["factor"].Item(), state["best"].Item(), (int)state["bad"].Item(), (int)state["cooling"].Item());
    }

    internal void CheckFits(IReadOnlyDictionary<string, Tensor> state)
    {
        Tensor.CheckGiven("load", state);
        if (State().Keys.Any(k => !state.TryGetValue(k, out var t) || t.Shape.Count != 1))
            throw new DataException("load", "the checkpoint has no reduce-on-plateau. Load it without one, or start anew.");
        double factor = state["factor"].Item(), best = state["best"].Item(), bad = state["bad"].Item(), cooling = state["cooling"].Item();
        if (!(factor is >= 0 and <= 1) || double.IsNaN(best) || !IsCount(bad) || !IsCount(cooling))
            throw new DataException("load", $"reduce-on-plateau has factor {factor}, best {best}, bad {bad}, cooling {cooling}: a factor in [0, 1], a best that is a number, and counts from 0 were expected. Save it again, or start anew.");

        static bool IsCount(double n) => n is >= 0 and <= int.MaxValue && n == Math.Floor(n);
    }
}
