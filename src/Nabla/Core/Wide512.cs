using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla;

/// <summary>AVX-512: sixteen floats.</summary>
internal readonly unsafe struct Wide512(Vector512<float> v) : IWide<Wide512>
{
    private readonly Vector512<float> v = v;

    /// <summary>True where the processor has them; a constant to the compiler.</summary>
    internal static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512DQ.IsSupported;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Of(float x) => new(Vector512.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Load(float* p) => new(Vector512.Load(p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Load(float* p, int count) => new(Avx512F.MaskLoad(p, First(count).v, Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p) => v.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stream(float* p) => v.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p, int count) => Avx512F.MaskStore(p, First(count).v, v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 LoadBytes(byte* p) => new(Avx512F.ConvertToVector512Int32(Vector128.Load(p)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(byte* p) => Avx512F.ConvertToVector128Byte(v.AsUInt32()).Store(p);

    public static Wide512 operator +(Wide512 a, Wide512 b) => new(a.v + b.v);

    public static Wide512 operator -(Wide512 a, Wide512 b) => new(a.v - b.v);

    public static Wide512 operator -(Wide512 a) => new(-a.v);

    public static Wide512 operator *(Wide512 a, Wide512 b) => new(a.v * b.v);

    public static Wide512 operator /(Wide512 a, Wide512 b) => new(a.v / b.v);

    public static Wide512 operator &(Wide512 a, Wide512 b) => new(a.v & b.v);

    public static Wide512 operator |(Wide512 a, Wide512 b) => new(a.v | b.v);

    public static Wide512 operator ~(Wide512 a) => new(~a.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 MultiplyAdd(Wide512 a, Wide512 b, Wide512 c) => new(Vector512.MultiplyAddEstimate(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Less(Wide512 a, Wide512 b) => new(Vector512.LessThan(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 LessOrEqual(Wide512 a, Wide512 b) => new(Vector512.LessThanOrEqual(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Equal(Wide512 a, Wide512 b) => new(Vector512.Equals(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 EqualBits(Wide512 a, Wide512 b) => new(Vector512.Equals(a.v.AsInt32(), b.v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Select(Wide512 mask, Wide512 a, Wide512 b) => new(Vector512.ConditionalSelect(mask.v, a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 SelectBySign(Wide512 x, Wide512 a, Wide512 b) => new(Vector512.ConditionalSelect(Vector512.LessThan(x.v, Vector512<float>.Zero), a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 First(int count) => new(Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Min(Wide512 a, Wide512 b) => new(Vector512.Min(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Max(Wide512 a, Wide512 b) => new(Vector512.Max(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Larger(Wide512 x, Wide512 y) => new(Vector512.MaxNative(x.v, y.v));

    /// <summary>The instructions return their second operand where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 AtLeast(Wide512 x, Wide512 low) => new(Avx512F.Max(low.v, x.v));

    /// <inheritdoc cref="AtLeast"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 AtMost(Wide512 x, Wide512 high) => new(Avx512F.Min(high.v, x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Clamp(Wide512 x, Wide512 low, Wide512 high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Abs(Wide512 x) => new(Vector512.Abs(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 CopySign(Wide512 x, Wide512 s) => new(Vector512.CopySign(x.v, s.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Floor(Wide512 x) => new(Vector512.Floor(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Ceiling(Wide512 x) => new(Vector512.Ceiling(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Round(Wide512 x) => new(Vector512.Round(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Sqrt(Wide512 x) => new(Vector512.Sqrt(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Steps(Wide512 x, Wide512 f, out Wide512 power) => power = new(Vector512.Round(x.v * f.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Raise(Wide512 y, Wide512 power) => new(Avx512F.Scale(y.v + Vector512<float>.One, power.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 LowSteps(Wide512 x, Wide512 f, out Wide512 power) => Steps(x, f, out power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 LowPower(Wide512 power) => new(Avx512F.Scale(Vector512.Create(Powers.Low), power.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 RaiseLow(Wide512 y, Wide512 power) => Raise(y, power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Log(Wide512 x) => new(Vector512.Log(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Sin(Wide512 x) => new(Vector512.Sin(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Cos(Wide512 x) => new(Vector512.Cos(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 PowAbs(Wide512 x, Wide512 p)
    {
        var (lowX, highX) = Vector512.Widen(Vector512.Abs(x.v));
        var (lowP, highP) = Vector512.Widen(p.v);
        return new(Vector512.Narrow(Vector512.Exp(lowP * Vector512.Log(lowX)), Vector512.Exp(highP * Vector512.Log(highX))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasNaN(Wide512 x) => !Vector512.EqualsAll(x.v, x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Wide512 x) => Vector512.Sum(x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Wide512 x) => Wide256.Largest(new(Vector256.Max(x.v.GetLower(), x.v.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumExactly(Wide512 x)
    {
        var (low, high) = Vector512.Widen(x.v);
        return Vector512.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(double* sums)
    {
        var (low, high) = Vector512.Widen(v);
        (Vector512.Load(sums) + low).Store(sums);
        (Vector512.Load(sums + 8) + high).Store(sums + 8);
    }
}
