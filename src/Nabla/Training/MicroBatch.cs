using Nabla.Data;

namespace Nabla.Training;

/// <summary>A part of a batch, small enough for memory.</summary>
/// <param name="X">Its inputs.</param>
/// <param name="Y">Its targets.</param>
/// <param name="Weight">Its share of the batch's samples, which a mean over the batch weighs its mean by.</param>
/// <param name="Seed">Of its random numbers.</param>
internal readonly record struct MicroBatch(Tensor X, Tensor Y, double Weight, ulong Seed)
{
    /// <summary>The parts of a batch: as many as asked for, or one a sample where there are fewer; sizes differ by one at most.</summary>
    internal static IEnumerable<MicroBatch> Split(Batch batch, TrainerOptions options)
    {
        int parts = Math.Min(options.MicroBatches, batch.Count);
        if (parts <= 1)
            return [new(batch.X, batch.Y, 1, options.Seed)];
        return Enumerable.Range(0, parts).Select(i =>
        {
            int from = (int)((long)batch.Count * i / parts), to = (int)((long)batch.Count * (i + 1) / parts);
            // Another seed for each, or dropout would drop the same elements of all.
            return new MicroBatch(batch.X.Narrow(0, from, to - from), batch.Y.Narrow(0, from, to - from), (double)(to - from) / batch.Count, options.Seed + (ulong)i * 0x9E3779B97F4A7C15);
        });
    }
}
