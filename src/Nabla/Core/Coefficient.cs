using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>A number of a rule, in float64 and rounded to float32 once, which a loop over floats would do again and again.</summary>
internal readonly struct Coefficient(double value)
{
    private readonly double value = value;
    private readonly float single = (float)value;

    /// <summary>Eight times the number in float32.</summary>
    internal Vector256<float> X8
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(single);
    }

    public static implicit operator Coefficient(double value) => new(value);

    public static implicit operator double(Coefficient c) => c.value;
}
