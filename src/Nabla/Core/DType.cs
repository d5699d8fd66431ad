namespace Nabla;

/// <summary>The element type of a tensor.</summary>
/// <remarks>F32 computes; F64 verifies (it always runs the Reference kernels); BF16 and F16 store; the others index and mask.</remarks>
public enum DType
{
    /// <summary>32-bit IEEE 754 float: the type that training and inference compute in.</summary>
    F32,

    /// <summary>64-bit IEEE 754 float: the type that proves kernels right.</summary>
    F64,

    /// <summary>16-bit float of float32's range, 8 bits of precision: stores, but does not compute. Rounded to nearest even.</summary>
    BF16,

    /// <summary>16-bit IEEE 754 float, 11 bits of precision, at most 65504: stores, but does not compute. Rounded to nearest even.</summary>
    F16,

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
        DType.BF16 or DType.F16 => 2,
        _ => 1,
    };

    /// <summary>True for the floating types that compute and have gradients: F32 and F64.</summary>
    public static bool IsFloat(this DType t) => t is DType.F32 or DType.F64;

    /// <summary>True for the floating types that only store: BF16 and F16. Operations that move elements take them, others say to convert.</summary>
    public static bool IsStorage(this DType t) => t is DType.BF16 or DType.F16;

    /// <summary>The smallest and the largest number of an integer type.</summary>
    internal static (long Low, long High) Limits(this DType t) => t switch
    {
        DType.U8 => (byte.MinValue, byte.MaxValue),
        DType.I32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>True for I32, I64 and U8: the types of whole numbers that compute.</summary>
    internal static bool IsInteger(this DType t) => t is DType.I32 or DType.I64 or DType.U8;

    /// <summary>True when an integer type has this number.</summary>
    internal static bool Holds(this DType t, double value) =>
        t.IsInteger() && value == Math.Truncate(value) && value >= t.Limits().Low && value < t.Limits().High + 1.0;

    /// <summary>The <see cref="DType"/> that stores a C# element type, or an error that lists those allowed.</summary>
    public static DType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? DType.F32 :
        typeof(T) == typeof(double) ? DType.F64 :
        typeof(T) == typeof(BFloat16) ? DType.BF16 :
        typeof(T) == typeof(Half) ? DType.F16 :
        typeof(T) == typeof(int) ? DType.I32 :
        typeof(T) == typeof(long) ? DType.I64 :
        typeof(T) == typeof(byte) ? DType.U8 :
        typeof(T) == typeof(bool) ? DType.Bool :
        throw new DTypeException("tensor", $"no tensor holds elements of {typeof(T).Name}. Use float, double, BFloat16, Half, int, long, byte or bool.");
}
