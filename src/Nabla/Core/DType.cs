namespace Nabla;

/// <summary>The element type of a tensor.</summary>
/// <remarks>F32 computes; F64 verifies (it always runs the Reference kernels); the others index and mask.</remarks>
public enum DType
{
    /// <summary>32-bit IEEE 754 float: the type that training and inference compute in.</summary>
    F32,

    /// <summary>64-bit IEEE 754 float: the type that proves kernels right.</summary>
    F64,

    /// <summary>32-bit signed integer.</summary>
    I32,

    /// <summary>64-bit signed integer: class labels and indices.</summary>
    I64,

    /// <summary>8-bit unsigned integer: raw images.</summary>
    U8,

    /// <summary>Truth value, one byte, 0 or 1: masks.</summary>
    Bool,
}

/// <summary>Facts about each <see cref="DType"/>.</summary>
public static class DTypeFacts
{
    /// <summary>Bytes that one element takes.</summary>
    public static int Size(this DType t) => t switch
    {
        DType.F32 or DType.I32 => 4,
        DType.F64 or DType.I64 => 8,
        _ => 1,
    };

    /// <summary>True for the types that gradients flow through.</summary>
    public static bool IsFloat(this DType t) => t is DType.F32 or DType.F64;

    /// <summary>The <see cref="DType"/> that stores a C# element type, or an error that lists those allowed.</summary>
    public static DType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.F32 :
        typeof(T) == typeof(double) ? DType.F64 :
        typeof(T) == typeof(int) ? DType.I32 :
        typeof(T) == typeof(long) ? DType.I64 :
        typeof(T) == typeof(byte) ? DType.U8 :
        typeof(T) == typeof(bool) ? DType.Bool :
        throw new DTypeException("tensor", $"no tensor holds elements of {typeof(T).Name}. Use float, double, int, long, byte or bool.");
}
