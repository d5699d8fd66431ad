namespace Nabla;

/// <summary>A 16-bit float with float32's range and 8 bits of precision: its upper half. What <see cref="DType.BF16"/> tensors hold.</summary>
/// <remarks>Source: Kalamkar et al. 2019, "A Study of BFLOAT16 for Deep Learning Training".</remarks>
public readonly record struct BFloat16
{
    private const uint MagnitudeMask = 0x7FFF_FFFF;

    private BFloat16(ushort bits) => Bits = bits;

    /// <summary>Sign, 8 bits of exponent, 7 of fraction.</summary>
    public ushort Bits { get; }

    /// <summary>The number with these bits.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The nearest, of two equally near the even one; infinite beyond the largest; NaN stays NaN.</summary>
    public static explicit operator BFloat16(float x)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x);
        if (float.IsNaN(x))
            return new((ushort)(bits >> 16 | 0x40));           // quiet: the payload's upper bits may all be 0
        return new((ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16));
    }

    /// <summary>The nearest, rounded once: by way of float32 a tie could be taken for none, or the other way round.</summary>
    /// <remarks>So the way there rounds to odd (Boldo and Melquiond 2008): what was cut off stays visible in the last bit.</remarks>
    public static explicit operator BFloat16(double x)
    {
        float near = (float)x;
        if (near == x || double.IsNaN(x))
            return (BFloat16)near;
        uint bits = BitConverter.SingleToUInt32Bits(near);
        if ((bits & MagnitudeMask) != 0 && Math.Abs((double)near) > Math.Abs(x))
            bits--;                                            // towards zero
        return (BFloat16)BitConverter.UInt32BitsToSingle(bits | 1);
    }

    /// <summary>The same number, exactly.</summary>
    public static implicit operator float(BFloat16 x) => BitConverter.UInt32BitsToSingle((uint)x.Bits << 16);

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
