using System.Runtime.InteropServices;

namespace Nabla.Data;

/// <summary>Where a data set writes one sample: a row of each of the batch's tensors. It cannot outlive the call.</summary>
public readonly unsafe ref struct Sample
{
    private readonly ReadOnlySpan<Field> fields;
    private readonly ReadOnlySpan<Tensor> tensors;
    private readonly int row;

    internal Sample(ReadOnlySpan<Field> fields, ReadOnlySpan<Tensor> tensors, int row)
    {
        this.fields = fields;
        this.tensors = tensors;
        this.row = row;
    }

    /// <summary>The elements of one field, row-major, zero until written. <typeparamref name="T"/> must be the field's own type.</summary>
    public Span<T> Span<T>(int field) where T : unmanaged
    {
        if ((uint)field >= (uint)fields.Length)
            throw new RangeException("sample", $"there is no field {field}; the data set declares {fields.Length}. Use 0 to {fields.Length - 1}, in the order of Fields.");
        ref readonly var f = ref fields[field];
        if (DTypeFacts.Of<T>() != f.Type)
            throw new DTypeException("sample", $"field {field} ({f.Name}) holds {f.Type}, a span of {typeof(T).Name} was asked for. Ask for the type that Fields declares.");
        return MemoryMarshal.Cast<byte, T>(Bytes(field));
    }

    /// <summary>One field's row as bytes, whatever its type.</summary>
    internal Span<byte> Bytes(int field)
    {
        int bytes = checked((int)(fields[field].Shape.Count * fields[field].Type.Size()));
        return new(tensors[field].View.Data<byte>() + (long)row * bytes, bytes);
    }

    internal void Clear()
    {
        for (int i = 0; i < fields.Length; i++)
            Bytes(i).Clear();
    }
}
