namespace Nabla.Zoo;

/// <summary>Checks what transforms are made with.</summary>
internal static class Sizes
{
    /// <summary>Pixels along an axis that a transform makes.</summary>
    private const int Most = 1 << 20;

    internal static int Positive(string op, long size) => size is >= 1 and <= Most ? (int)size
        : throw new RangeException(op, $"a size of {size} pixels is given. Use {(size < 1 ? "1 or more" : $"{Most} or fewer")}.");

    internal static int NotNegative(string op, string what, int count) => count >= 0 ? count : throw new RangeException(op, $"{count} {what} are given. Use 0 or more.");

    internal static double Probability(string op, double p) => p is >= 0 and <= 1 ? p : throw new RangeException(op, $"probability {p} is given. Use 0 to 1.");

    internal static double AtLeast(string op, string what, double value, double least = 0) =>
        value >= least && double.IsFinite(value) ? value : throw new RangeException(op, $"{what} {value} is given. Use a finite number from {least}.");
}
