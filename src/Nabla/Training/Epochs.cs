namespace Nabla.Training;

/// <summary>A deterministic order of samples: which batch of which epoch a step works on depends on seed and step alone.</summary>
public sealed class Epochs(int samples, int batch, ulong seed)
{
    private int[]? order;
    private long orderOf = -1;

    /// <summary>Steps in one epoch; the last batch may be smaller.</summary>
    public int StepsPerEpoch { get; } = samples > 0 && batch > 0 ? (samples + batch - 1) / batch
        : throw new RangeException("epochs", $"{samples} samples in batches of {batch}: both must be 1 or more.");

    /// <summary>The samples of one step's batch.</summary>
    public ReadOnlySpan<int> Batch(long step)
    {
        long epoch = step / StepsPerEpoch;
        if (epoch != orderOf)
            (order, orderOf) = (new Philox(seed, Philox.StableHash("order"), (ulong)epoch).Permutation(samples), epoch);
        int from = (int)(step % StepsPerEpoch) * batch;
        return order.AsSpan(from, Math.Min(batch, samples - from));
    }
}
