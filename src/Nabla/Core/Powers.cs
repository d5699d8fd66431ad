namespace Nabla;

/// <summary>
/// Powers of two without a conversion: x + 3·2²² has in its lowest bits the integer nearest to x, and those, moved to where float32 has its
/// exponent, are the power. What is added beyond 3·2²² is the exponent's bias.
/// </summary>
internal static class Powers
{
    /// <summary>2⁶⁴.</summary>
    internal const float Low = 18446744073709551616f;

    /// <summary>2⁻⁶⁴.</summary>
    internal const float BackFromLow = 1 / Low;

    /// <summary>For 2ⁿ⁺⁶⁴, n from −190 to 63.</summary>
    internal const float Lows = (3 << 22) + 127 + 64;

    /// <summary>For 2ⁿ as a product of two powers, the exponent of each half of n: n from −252 to 254.</summary>
    internal const float Halves = (3 << 22) + 2 * 127;
}
