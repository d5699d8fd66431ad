namespace Nabla.Data;

/// <summary>The loader's memory: a few slots, each with room for one batch, filled in turn.</summary>
/// <remarks>One thread at a time fills; only the consumer expires. A guard frees a slot when neither ring nor batches refer to it.</remarks>
internal sealed class Ring
{
    private readonly DataLoader loader;
    private readonly Field[] fields;
    private readonly Storage[][] slots;
    private readonly int[] order;
    private readonly bool shuffle;
    private long orderOf = -1;

    internal Ring(DataLoader loader, Field[] fields, bool shuffle, int slots)
    {
        (this.loader, this.fields, this.shuffle) = (loader, fields, shuffle);
        order = new int[loader.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        this.slots = new Storage[slots][];
        foreach (ref var slot in this.slots.AsSpan())
            slot = Array.ConvertAll(fields, Rent);
    }

    internal int Slots => slots.Length;

    /// <summary>Makes the batch of a step in that step's slot.</summary>
    internal Batch Fill(long step)
    {
        var (epoch, place) = Math.DivRem(step, loader.StepsPerEpoch);
        if (shuffle && epoch != orderOf)
        {
            new Philox(loader.Seed, Philox.StableHash("order"), (ulong)epoch).Permute(order);
            orderOf = epoch;
        }

        int from = (int)place * loader.BatchSize, n = Math.Min(loader.BatchSize, loader.Count - from);
        int[] indices = order.AsSpan(from, n).ToArray();
        var tensors = new Tensor[fields.Length];
        for (int f = 0; f < tensors.Length; f++)
        {
            var shape = Dataset.Batched(fields[f], n);
            tensors[f] = new(new View(Slot(step)[f], fields[f].Type, shape, Strides.RowMajor(shape), 0));
        }

        using var scope = new Scope();                        // for tensors that Read makes on its way
        for (int row = 0; row < n; row++)
            try
            {
                loader.Data.ReadRow(indices[row], loader.Seed, epoch, new(fields, tensors, row));
            }
            catch (Exception e)
            {
                throw new DataException("loader", $"sample {indices[row]} of {loader.Data.Name} could not be read (batch {place} of epoch {epoch}): {e.Message}", e);
            }

        return new(tensors, indices, step, epoch);
    }

    /// <summary>Makes the tensors of a step's batch stale.</summary>
    internal void Expire(long step)
    {
        foreach (var storage in Slot(step))
            storage.Generation++;
    }

    private Storage[] Slot(long step) => slots[step % slots.Length];

    private Storage Rent(Field field)
    {
        var storage = Tensor.Memory(new Shape([loader.BatchSize, .. field.Shape], "data_loader"), field.Type, "data_loader");
        storage.Loader = $"DataLoader over {loader.Data.Name}";
        _ = new StorageGuard(storage);
        return storage;
    }
}
