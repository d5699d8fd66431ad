namespace Nabla.Backends.Reference;

/// <summary>Reads and writes single elements of any type as float64, exact for integers up to 2⁵³, or of integer types as I64.</summary>
internal static unsafe class Elements
{
    internal static double Get(in View v, long i) => v.DType switch
    {
        DType.F32 => v.Data<float>()[i],
        DType.F64 => v.Data<double>()[i],
        DType.BF16 => v.Data<BFloat16>()[i],
        DType.F16 => (double)v.Data<Half>()[i],
        DType.I32 => v.Data<int>()[i],
        DType.I64 => v.Data<long>()[i],
        _ => v.Data<byte>()[i],
    };

    internal static void Set(in View v, long i, double x)
    {
        switch (v.DType)
        {
            case DType.F32: v.Data<float>()[i] = (float)x; break;
            case DType.F64: v.Data<double>()[i] = x; break;
            case DType.BF16: v.Data<BFloat16>()[i] = (BFloat16)x; break;
            case DType.F16: v.Data<Half>()[i] = (Half)x; break;
            case DType.I32: v.Data<int>()[i] = (int)x; break;
            case DType.I64: v.Data<long>()[i] = (long)x; break;
            case DType.U8: v.Data<byte>()[i] = (byte)Math.Clamp(x, 0, 255); break;
            default: v.Data<byte>()[i] = x != 0 ? (byte)1 : (byte)0; break;
        }
    }

    internal static long GetInteger(in View v, long i) => v.DType switch
    {
        DType.I64 => v.Data<long>()[i],
        DType.I32 => v.Data<int>()[i],
        _ => v.Data<byte>()[i],
    };

    internal static void SetInteger(in View v, long i, long x)
    {
        switch (v.DType)
        {
            case DType.I64: v.Data<long>()[i] = x; break;
            case DType.I32: v.Data<int>()[i] = (int)x; break;
            case DType.U8: v.Data<byte>()[i] = (byte)x; break;
            default: v.Data<byte>()[i] = x != 0 ? (byte)1 : (byte)0; break;
        }
    }

    /// <summary>Writes a whole number that was computed, or says that the type cannot hold it.</summary>
    internal static void SetExact(string op, in View v, long i, Int128 x)
    {
        var (low, high) = v.DType.Limits();
        if (x < low || x > high)
            throw new RangeException(op, FormattableString.Invariant($"a result is {x}, which {v.DType} cannot hold. Convert the operands first, with To(DType.I64) or To(DType.F64)."));
        SetInteger(v, i, (long)x);
    }

    /// <summary>Copies one element, exactly between integer types.</summary>
    internal static void Copy(in View from, long i, in View to, long j)
    {
        if (IsInteger(from.DType) && IsInteger(to.DType))
            SetInteger(to, j, GetInteger(from, i));
        else
            Set(to, j, Get(from, i));
    }

    /// <summary>True for the types that are read and written as I64: integers and Bool.</summary>
    internal static bool IsInteger(DType t) => !t.IsFloat() && !t.IsStorage();
}
