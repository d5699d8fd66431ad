namespace Nabla.Data;

/// <summary>Samples that are the rows of tensors held in memory: row i of each is sample i.</summary>
public sealed class TensorDataset : Dataset
{
    private readonly Tensor[] rows;

    /// <summary>A data set of tensors (N, …) with equal N. They are copied, so they may come from a scope or a batch.</summary>
    public TensorDataset(params Tensor[] fields)
    {
        if (fields.Length == 0)
            throw new RangeException("TensorDataset", "no tensors given. Give at least one, for example inputs and labels.");
        foreach (var t in fields)
            if (t.Shape.Rank == 0 || fields[0].Shape.Rank == 0 || t.Shape[0] != fields[0].Shape[0])
                throw new ShapeException("TensorDataset", $"tensors of shapes {string.Join(", ", fields.Select(f => f.Shape))} do not have the same number of rows. The first dimension counts samples and must agree.");
        rows = [.. fields.Select(Copy)];
        Fields = [.. rows.Select((t, i) => new Field($"field{i}", new(t.Shape.ToArray()[1..]), t.DType))];
    }

    /// <inheritdoc/>
    public override int Count => rows[0].Shape[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public override unsafe void Read(int index, in Philox random, Sample to)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var row = to.Bytes(i);
            new ReadOnlySpan<byte>(rows[i].View.Data<byte>() + (long)index * row.Length, row.Length).CopyTo(row);
        }
    }

    private static Tensor Copy(Tensor t)
    {
        var copy = Tensor.Persistent(t.Shape, t.DType);
        copy.Write(t);
        return copy;
    }
}
