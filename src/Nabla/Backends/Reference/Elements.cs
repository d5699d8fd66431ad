namespace Nabla.Backends.Reference;

/// <summary>Reads and writes single elements of any type as float64. Integers are exact up to 2⁵³.</summary>
internal static unsafe class Elements
{
    internal static double Get(in View v, long i) => v.DType switch
    {
        DType.F32 => v.Data<float>()[i],
        DType.F64 => v.Data<double>()[i],
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
            case DType.I32: v.Data<int>()[i] = (int)x; break;
            case DType.I64: v.Data<long>()[i] = (long)x; break;
            case DType.U8: v.Data<byte>()[i] = (byte)x; break;
            default: v.Data<byte>()[i] = x != 0 ? (byte)1 : (byte)0; break;
        }
    }
}
