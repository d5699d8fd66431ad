using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>
/// Floats side by side, as many as a register of the processor holds: what a kernel or function is written in once, and
/// compiled for every width. Each call is resolved at compile time, and none remains in the loop.
/// </summary>
internal unsafe interface IWide<V>
    where V : struct, IWide<V>
{
    /// <summary>How many floats.</summary>
    static abstract int Count { get; }

    /// <summary>The same number everywhere.</summary>
    static abstract V Of(float x);

    static abstract V Load(float* p);

    /// <summary>The first <paramref name="count"/> floats, then zeros; no other memory is touched.</summary>
    static abstract V Load(float* p, int count);

    void Store(float* p);

    /// <summary>Stores past the caches, where <paramref name="p"/> is aligned to the vector; see <see cref="Streaming"/>.</summary>
    void Stream(float* p);

    /// <summary>Stores the first <paramref name="count"/> floats alone.</summary>
    void Store(float* p, int count);

    /// <summary>Bytes as whole numbers of 32 bits.</summary>
    static abstract V LoadBytes(byte* p);

    /// <summary>Stores the lowest byte of each whole number of 32 bits.</summary>
    void StoreBytes(byte* p);

    static abstract V operator +(V a, V b);

    static abstract V operator -(V a, V b);

    static abstract V operator -(V a);

    static abstract V operator *(V a, V b);

    static abstract V operator /(V a, V b);

    static abstract V operator &(V a, V b);

    static abstract V operator |(V a, V b);

    static abstract V operator ~(V a);

    /// <summary>a·b + c, rounded once where the processor can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>All bits set where a &lt; b.</summary>
    static abstract V Less(V a, V b);

    /// <summary>All bits set where a ≤ b.</summary>
    static abstract V LessOrEqual(V a, V b);

    /// <summary>All bits set where a = b.</summary>
    static abstract V Equal(V a, V b);

    /// <summary>All bits set where a and b have the same bits.</summary>
    static abstract V EqualBits(V a, V b);

    /// <summary>a where all of the mask's bits are set, b where none is.</summary>
    static abstract V Select(V mask, V a, V b);

    /// <summary>a where x is below 0, b above; one of them where x is 0 or NaN.</summary>
    static abstract V SelectBySign(V x, V a, V b);

    /// <summary>All bits set in the first <paramref name="count"/> floats.</summary>
    static abstract V First(int count);

    /// <summary>The smaller; NaN if either is.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The larger; NaN if either is.</summary>
    static abstract V Max(V a, V b);

    /// <summary>The larger, in one instruction; where x is NaN, it or y.</summary>
    static abstract V Larger(V x, V y);

    /// <summary>x, at least <paramref name="low"/>, in one instruction; NaN stays NaN.</summary>
    static abstract V AtLeast(V x, V low);

    /// <summary>x, at most <paramref name="high"/>, in one instruction; NaN stays NaN.</summary>
    static abstract V AtMost(V x, V high);

    /// <summary>x, at most and at least what the limits say; NaN stays NaN.</summary>
    static abstract V Clamp(V x, V low, V high);

    static abstract V Abs(V x);

    /// <summary>|x| with the sign of s.</summary>
    static abstract V CopySign(V x, V s);

    static abstract V Floor(V x);

    static abstract V Ceiling(V x);

    /// <summary>The nearest integers, halves to even ones.</summary>
    static abstract V Round(V x);

    static abstract V Sqrt(V x);

    /// <summary>n, the integer nearest to x · f, between −252 and 254; and in <paramref name="power"/> what <see cref="Raise"/> needs of it.</summary>
    static abstract V Steps(V x, V f, out V power);

    /// <summary>(1 + y) · 2ⁿ, n by <see cref="Steps"/>: gradual towards 0, infinite where it is too large.</summary>
    static abstract V Raise(V y, V power);

    /// <summary>n, the integer nearest to x · f, between −190 and 63; and in <paramref name="power"/> what <see cref="LowPower"/> needs of it.</summary>
    static abstract V LowSteps(V x, V f, out V power);

    /// <summary>2ⁿ⁺⁶⁴, n by <see cref="LowSteps"/>: a power that float32 has even where it lacks 2ⁿ.</summary>
    static abstract V LowPower(V power);

    /// <summary>(1 + y) · 2ⁿ, n by <see cref="LowSteps"/>: gradual towards 0.</summary>
    static abstract V RaiseLow(V y, V power);

    static abstract V Log(V x);

    static abstract V Sin(V x);

    static abstract V Cos(V x);

    /// <summary>|x|ᵖ, computed in float64.</summary>
    static abstract V PowAbs(V x, V p);

    /// <summary>True if any is NaN.</summary>
    static abstract bool HasNaN(V x);

    static abstract float Sum(V x);

    /// <summary>The largest; NaN if any is.</summary>
    static abstract float Largest(V x);

    /// <summary>The sum, in float64.</summary>
    static abstract double SumExactly(V x);

    /// <summary>Adds each to a sum in float64.</summary>
    void AddTo(double* sums);
}
