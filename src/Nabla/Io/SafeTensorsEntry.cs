namespace Nabla.Io;

/// <summary>What a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stored">The element type in the file, in the format's word: <c>BF16</c>.</param>
/// <param name="DType">The element type that it loads as, F16 and BF16 widened to F32; null for those that cannot be loaded (F8, F6, F4, C64).</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Bytes">Bytes that it takes in the file.</param>
public readonly record struct TensorInfo(string Name, string Stored, DType? DType, Shape Shape, long Bytes);

/// <summary>One tensor of a safetensors file: its place, counted from the header's end, and its element type.</summary>
internal sealed record SafeTensorsEntry(string Name, SafeTensorsType Type, Shape Shape, long Begin, long End)
{
    internal TensorInfo Info => new(Name, Type.Name, Type.Element?.Loaded(widen: true), Shape, End - Begin);

    internal long MemoryBytes(bool widen) => Type.Element is { } t ? Shape.Count * t.Loaded(widen).Size() : 0;

    internal Tensor Load(string file, ReadBytes read, bool widen)
    {
        if (Type.Element is not { } element)
            throw new DataException(file, $"{InputFile.Quote(Name)} has element type {Type.Name}, which Nabla does not compute with; it loads {string.Join(", ", SafeTensorsType.All.Where(t => t.Element is not null).Select(t => t.Name))}. Convert it to F32 or BF16.");
        return Elements.Read(element, bigEndian: false, Shape, file, InputFile.Quote(Name), read, widen);
    }
}

/// <summary>An element type of the format: its name, its bits, and what it is here.</summary>
internal sealed record SafeTensorsType(string Name, int Bits, StoredType? Element)
{
    internal static readonly SafeTensorsType[] All =
    [
        new("F64", 64, StoredType.F64), new("F32", 32, StoredType.F32), new("F16", 16, StoredType.F16), new("BF16", 16, StoredType.BF16),
        new("I64", 64, StoredType.I64), new("I32", 32, StoredType.I32), new("I16", 16, StoredType.I16), new("I8", 8, StoredType.I8),
        new("U64", 64, StoredType.U64), new("U32", 32, StoredType.U32), new("U16", 16, StoredType.U16), new("U8", 8, StoredType.U8),
        new("BOOL", 8, StoredType.Bool), new("C64", 64, null), new("F8_E4M3", 8, null), new("F8_E5M2", 8, null), new("F8_E8M0", 8, null),
        new("F6_E2M3", 6, null), new("F6_E3M2", 6, null), new("F4", 4, null),
    ];
}
