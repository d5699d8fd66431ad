using System.Collections;

namespace Nabla.Data;

/// <summary>Batches of a data set, shuffled anew each epoch and read ahead in the background.</summary>
/// <remarks>
/// Which samples a batch holds, and their random numbers, depend on seed and step alone: not on <c>prefetch</c>, not on
/// timing. A batch is valid until the next one is asked for; its memory is reused, so warm loading allocates none.
/// Without a shuffle the samples come in their own order.
/// </remarks>
/// <example><code>
/// foreach (var (x, y) in loader.Epoch(0)) { … }
/// foreach (var batch in loader.From(step)) { … }      // goes on exactly where a run was interrupted
/// </code></example>
public sealed class DataLoader : IEnumerable<Batch>
{
    private readonly Field[] fields;
    private readonly bool shuffle;
    private readonly int prefetch;
    private long passes = -1;
    private Ring? spare;

    /// <summary>A loader over <paramref name="data"/>.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batch">Samples in a batch.</param>
    /// <param name="seed">Of the order and of the augmentation.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="dropLast">Leaves out an epoch's last batch when it is smaller than the others.</param>
    /// <param name="prefetch">Batches to read ahead; 0 reads each when it is asked for.</param>
    public DataLoader(Dataset data, int batch, ulong seed = 0, bool shuffle = true, bool dropLast = false, int prefetch = 2)
    {
        (Data, Count, Seed, fields, this.shuffle, this.prefetch) = (data, data.Count, seed, [.. data.Fields], shuffle, prefetch);
        if (batch < 1 || prefetch < 0)
            throw new RangeException("loader", $"batch {batch} and prefetch {prefetch} given. Use a batch of 1 or more and a prefetch of 0 or more.");
        if (Count == 0 || fields.Length == 0)
            throw new DataException("loader", $"{data.Name} has {Count} samples of {fields.Length} fields; there is nothing to load. Check the data set.");
        if (dropLast && Count < batch)
            throw new RangeException("loader", $"{data.Name} has {Count} samples, fewer than one batch of {batch}, and dropLast leaves out the rest. Use a smaller batch or dropLast: false.");
        BatchSize = Math.Min(batch, Count);
        StepsPerEpoch = dropLast ? Count / batch : (int)(((long)Count + batch - 1) / batch);
    }

    /// <summary>The samples.</summary>
    public Dataset Data { get; }

    /// <summary>Samples in the data set.</summary>
    public int Count { get; }

    /// <summary>Samples in a full batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Of the order and of the augmentation.</summary>
    public ulong Seed { get; }

    /// <summary>One pass over the data.</summary>
    public IEnumerable<Batch> Epoch(long epoch)
    {
        if (epoch < 0)
            throw new RangeException("loader", $"epoch {epoch} does not exist. Epochs count from 0.");
        return Read(epoch * StepsPerEpoch, (epoch + 1) * StepsPerEpoch);
    }

    /// <summary>Endless: step s is batch s mod <see cref="StepsPerEpoch"/> of epoch s / <see cref="StepsPerEpoch"/>.</summary>
    public IEnumerable<Batch> From(long step)
    {
        if (step < 0)
            throw new RangeException("loader", $"step {step} does not exist. Steps count from 0.");
        return Read(step, long.MaxValue);
    }

    /// <summary>Epoch 0 the first time, then 1, 2, ….</summary>
    public IEnumerator<Batch> GetEnumerator() => Epoch(Interlocked.Increment(ref passes)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<Batch> Read(long first, long end)
    {
        var ring = Interlocked.Exchange(ref spare, null) ?? new Ring(this, fields, shuffle, slots: prefetch + 1);
        var reader = new ReadAhead(ring, first, end, background: prefetch > 0);
        try
        {
            while (reader.Next() is { } batch)
                yield return batch;
        }
        finally
        {
            reader.Stop();
            spare = ring;
        }
    }
}
