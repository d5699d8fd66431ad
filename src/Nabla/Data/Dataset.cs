namespace Nabla.Data;

/// <summary>One part of a sample, such as an image or its label.</summary>
/// <param name="Name">What it is called: <c>image</c>.</param>
/// <param name="Shape">The shape of one sample's part, without a batch dimension: <c>(1, 28, 28)</c>; <c>()</c> for a label.</param>
/// <param name="Type">The element type.</param>
public readonly record struct Field(string Name, Shape Shape, DType Type);

/// <summary>Samples of fixed shapes, read by index.</summary>
/// <remarks>
/// A loader reads ahead on another thread, and two loaders may read one data set at once: <see cref="Read"/> must
/// not change shared state.
/// </remarks>
public abstract class Dataset
{
    private static readonly ulong SampleStream = Philox.StableHash("sample") & 0xFFFF_FFFF_0000_0000;

    /// <summary>What it is called in messages and reports.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>How many samples there are.</summary>
    public abstract int Count { get; }

    /// <summary>The parts of every sample; a supervised set has two, input and target.</summary>
    public abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>Writes sample <paramref name="index"/>, part by part: <c>to.Span&lt;float&gt;(0)</c>, <c>to.Span&lt;long&gt;(1)</c>.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">Random numbers for augmentation; they depend on seed, epoch and sample alone.</param>
    /// <param name="to">Where to write; zeros at first.</param>
    public abstract void Read(int index, in Philox random, Sample to);

    /// <summary>Some samples by themselves, without a loader: one tensor a field, stacked, in the current scope.</summary>
    public Tensor[] Get(ReadOnlySpan<int> indices, ulong seed = 0, long epoch = 0)
    {
        Field[] fields = [.. Fields];
        var tensors = new Tensor[fields.Length];
        for (int f = 0; f < fields.Length; f++)
            tensors[f] = Tensor.Result(Batched(fields[f], indices.Length), fields[f].Type);
        for (int row = 0; row < indices.Length; row++)
        {
            if ((uint)indices[row] >= (uint)Count)
                throw new RangeException("dataset", $"{Name} has no sample {indices[row]}. Use 0 to {Count - 1}.");
            ReadRow(indices[row], seed, epoch, new(fields, tensors, row));
        }

        return tensors;
    }

    /// <summary>Clears one row and reads a sample into it, with the random numbers of that sample and epoch.</summary>
    internal void ReadRow(int index, ulong seed, long epoch, Sample to)
    {
        to.Clear();
        Read(index, new Philox(seed, SampleStream | (uint)epoch, (ulong)index), to);
    }

    /// <summary>The shape of <paramref name="n"/> samples' parts stacked.</summary>
    internal static Shape Batched(in Field field, int n)
    {
        if (field.Shape.Rank == Shape.MaxRank)
            throw new ShapeException("dataset", $"field {field.Name} has shape {field.Shape}; with the batch it would have more than {Shape.MaxRank} dimensions. Merge some.");
        Span<int> sizes = stackalloc int[field.Shape.Rank + 1];
        sizes[0] = n;
        field.Shape.CopyTo(sizes[1..]);
        return new(sizes);
    }
}
