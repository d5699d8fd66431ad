namespace Nabla.Io;

/// <summary>An element type that files hold and tensors can take.</summary>
internal enum StoredType
{
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
}

internal static class StoredTypes
{
    /// <summary>Bytes that one element takes in the file.</summary>
    internal static int Size(this StoredType t) => t switch
    {
        StoredType.F64 or StoredType.I64 or StoredType.U64 => 8,
        StoredType.F32 or StoredType.I32 or StoredType.U32 => 4,
        StoredType.F16 or StoredType.BF16 or StoredType.I16 or StoredType.U16 => 2,
        _ => 1,
    };

    /// <summary>The smallest tensor type that holds every value exactly; I64 for U64, whose upper half is refused.</summary>
    /// <remarks>F16 and BF16 become F32, which computes, where <paramref name="widen"/> asks for it.</remarks>
    internal static DType Loaded(this StoredType t, bool widen) => t switch
    {
        StoredType.F64 => DType.F64,
        StoredType.BF16 when !widen => DType.BF16,
        StoredType.F16 when !widen => DType.F16,
        StoredType.F32 or StoredType.F16 or StoredType.BF16 => DType.F32,
        StoredType.I64 or StoredType.U64 or StoredType.U32 => DType.I64,
        StoredType.I32 or StoredType.I16 or StoredType.I8 or StoredType.U16 => DType.I32,
        StoredType.U8 => DType.U8,
        _ => DType.Bool,
    };

    /// <summary>How a tensor's elements are written: as they are.</summary>
    internal static StoredType Stored(this DType t) => t switch
    {
        DType.F64 => StoredType.F64,
        DType.F32 => StoredType.F32,
        DType.BF16 => StoredType.BF16,
        DType.F16 => StoredType.F16,
        DType.I64 => StoredType.I64,
        DType.I32 => StoredType.I32,
        DType.U8 => StoredType.U8,
        _ => StoredType.Bool,
    };
}
