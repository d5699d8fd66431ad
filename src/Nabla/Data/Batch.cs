namespace Nabla.Data;

/// <summary>Some samples, stacked: one tensor a field, the batch dimension first.</summary>
/// <remarks>Its memory belongs to the loader and is filled again: use it before asking for the next batch, or copy with <see cref="Tensor.Keep"/>.</remarks>
public sealed class Batch
{
    private readonly Tensor[] tensors;
    private readonly int[] indices;

    internal Batch(Tensor[] tensors, int[] indices, long step, long epoch) => (this.tensors, this.indices, Step, Epoch) = (tensors, indices, step, epoch);

    /// <summary>One field of all its samples, in the order of <see cref="Dataset.Fields"/>.</summary>
    public Tensor this[int field] => (uint)field < (uint)tensors.Length ? tensors[field]
        : throw new RangeException("batch", $"there is no field {field}; the data set declares {tensors.Length}. Use 0 to {tensors.Length - 1}.");

    /// <summary>The first field: the input.</summary>
    public Tensor X => this[0];

    /// <summary>The second field: the target.</summary>
    public Tensor Y => this[1];

    /// <summary>How many samples: the batch size, or fewer in the last batch of an epoch.</summary>
    public int Count => indices.Length;

    /// <summary>How many batches came before it since epoch 0: what <see cref="DataLoader.From"/> takes.</summary>
    public long Step { get; }

    /// <summary>The pass over the data that it belongs to, from 0.</summary>
    public long Epoch { get; }

    /// <summary>Which samples these are.</summary>
    public ReadOnlySpan<int> Indices => indices;

    internal ReadOnlySpan<Tensor> Tensors => tensors;

    /// <summary>For <c>foreach (var (x, y) in loader)</c>.</summary>
    public void Deconstruct(out Tensor x, out Tensor y) => (x, y) = (X, Y);
}
