using Nabla.Data;

namespace Nabla.Cli;

/// <summary>Means over the samples of the current epoch.</summary>
internal sealed class EpochMean
{
    private double loss, score;
    private long samples;

    /// <summary>What a run had summed up when it was interrupted, from the steps it wrote down.</summary>
    internal static EpochMean From(RunHistory history, long step, DataLoader loader)
    {
        var mean = new EpochMean();
        long first = step - step % loader.StepsPerEpoch;
        foreach (var p in history.Steps.Where(p => p.Step > first && p.Step <= step))
            mean.Add(p, SamplesOf(p.Step, loader));
        return mean;
    }

    internal void Add(in StepPoint p, int count)
    {
        loss += p.Loss * count;
        score += p.Score.Value * count;
        samples += count;
    }

    /// <summary>The means; starts anew.</summary>
    internal (double Loss, double Score) Take()
    {
        var result = (loss / samples, score / samples);
        (loss, score, samples) = (0, 0, 0);
        return result;
    }

    // Only an epoch's last batch may be smaller.
    private static int SamplesOf(long step, DataLoader loader) =>
        step % loader.StepsPerEpoch == 0 ? Math.Min(loader.BatchSize, loader.Count - (loader.StepsPerEpoch - 1) * loader.BatchSize) : loader.BatchSize;
}
