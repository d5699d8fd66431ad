namespace Nabla;

/// <summary>Whether an option is still what it was in the type that is computed in: in F32 1e-50 is 0, and what it divides NaN; 1e39 is infinite.</summary>
internal static class Divisors
{
    /// <summary>True for finite numbers above 0 that the type has with all its digits: its normal numbers.</summary>
    internal static bool CanDivideBy(this DType type, double value) => value > 0 && (type == DType.F64 ? double.IsNormal(value) : float.IsNormal((float)value));

    /// <summary>The error of one that cannot be divided by.</summary>
    internal static RangeException CannotDivideBy(this DType type, string op, string name, double value) => new(op, type == DType.F64
        ? $"{name} {value} is not possible in F64. Give a number from 2.3E-308 to 1.7E308."
        : $"{name} {value} is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64.");

    /// <summary>A number that is multiplied by; an error unless it is finite in the type.</summary>
    internal static void CheckHolds(this DType type, string op, string name, double value, bool negative = true)
    {
        if (type == DType.F32 && !float.IsFinite((float)value))
            throw new RangeException(op, $"{name} {value} is not possible in F32. Give a number from {(negative ? "-3.4E38" : "0")} to 3.4E38, or compute in F64.");
        if (!double.IsFinite(value))
            throw new RangeException(op, $"{name} {value} is not possible in F64. Give a number from {(negative ? "-1.7E308" : "0")} to 1.7E308.");
    }
}
