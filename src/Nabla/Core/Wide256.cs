using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla;

/// <summary>AVX2: eight floats.</summary>
internal readonly unsafe struct Wide256(Vector256<float> v) : IWide<Wide256>
{
    private readonly Vector256<float> v = v;

    /// <summary>True where the processor has them; a constant to the compiler.</summary>
    internal static bool IsSupported => Vector256.IsHardwareAccelerated && Avx.IsSupported && Fma.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Of(float x) => new(Vector256.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Load(float* p) => new(Vector256.Load(p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Load(float* p, int count) => new(Avx.MaskLoad(p, First(count).v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p) => v.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stream(float* p) => v.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p, int count) => Avx.MaskStore(p, First(count).v, v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 LoadBytes(byte* p) => new(Vector256.WidenLower(Vector256.WidenLower(Vector256.CreateScalar(*(ulong*)p).AsByte())).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(byte* p) => *(ulong*)p = Narrowed().AsUInt64().ToScalar();

    public static Wide256 operator +(Wide256 a, Wide256 b) => new(a.v + b.v);

    public static Wide256 operator -(Wide256 a, Wide256 b) => new(a.v - b.v);

    public static Wide256 operator -(Wide256 a) => new(-a.v);

    public static Wide256 operator *(Wide256 a, Wide256 b) => new(a.v * b.v);

    public static Wide256 operator /(Wide256 a, Wide256 b) => new(a.v / b.v);

    public static Wide256 operator &(Wide256 a, Wide256 b) => new(a.v & b.v);

    public static Wide256 operator |(Wide256 a, Wide256 b) => new(a.v | b.v);

    public static Wide256 operator ~(Wide256 a) => new(~a.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 MultiplyAdd(Wide256 a, Wide256 b, Wide256 c) => new(Vector256.MultiplyAddEstimate(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Less(Wide256 a, Wide256 b) => new(Vector256.LessThan(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 LessOrEqual(Wide256 a, Wide256 b) => new(Vector256.LessThanOrEqual(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Equal(Wide256 a, Wide256 b) => new(Vector256.Equals(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 EqualBits(Wide256 a, Wide256 b) => new(Vector256.Equals(a.v.AsInt32(), b.v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Select(Wide256 mask, Wide256 a, Wide256 b) => new(Avx.BlendVariable(b.v, a.v, mask.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 SelectBySign(Wide256 x, Wide256 a, Wide256 b) => new(Avx.BlendVariable(b.v, a.v, x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 First(int count) => new(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Min(Wide256 a, Wide256 b) => new(Vector256.Min(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Max(Wide256 a, Wide256 b) => new(Vector256.Max(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Larger(Wide256 x, Wide256 y) => new(Vector256.MaxNative(x.v, y.v));

    /// <summary>The instructions return their second operand where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 AtLeast(Wide256 x, Wide256 low) => new(Avx.Max(low.v, x.v));

    /// <inheritdoc cref="AtLeast"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 AtMost(Wide256 x, Wide256 high) => new(Avx.Min(high.v, x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Clamp(Wide256 x, Wide256 low, Wide256 high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Abs(Wide256 x) => new(Vector256.Abs(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 CopySign(Wide256 x, Wide256 s) => new(Vector256.CopySign(x.v, s.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Floor(Wide256 x) => new(Vector256.Floor(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Ceiling(Wide256 x) => new(Vector256.Ceiling(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Round(Wide256 x) => new(Vector256.Round(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Sqrt(Wide256 x) => new(Vector256.Sqrt(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Steps(Wide256 x, Wide256 f, out Wide256 power) => Steps(x, f, Vector256.Create(Powers.Halves), out power);

    /// <summary>In two steps, each a power that float32 has: the first is exact, the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Raise(Wide256 y, Wide256 power)
    {
        Vector256<int> whole = power.v.AsInt32(), half = whole >> 1;
        var first = (half << 23).AsSingle();
        return new(Vector256.MultiplyAddEstimate(y.v, first, first) * ((whole - half) << 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 LowSteps(Wide256 x, Wide256 f, out Wide256 power) => Steps(x, f, Vector256.Create(Powers.Lows), out power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 LowPower(Wide256 power) => new((power.v.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 RaiseLow(Wide256 y, Wide256 power)
    {
        var large = LowPower(power);
        return MultiplyAdd(y, large, large) * Of(Powers.BackFromLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Log(Wide256 x) => new(Vector256.Log(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Sin(Wide256 x) => new(Vector256.Sin(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Cos(Wide256 x) => new(Vector256.Cos(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 PowAbs(Wide256 x, Wide256 p)
    {
        var (lowX, highX) = Vector256.Widen(Vector256.Abs(x.v));
        var (lowP, highP) = Vector256.Widen(p.v);
        return new(Vector256.Narrow(Vector256.Exp(lowP * Vector256.Log(lowX)), Vector256.Exp(highP * Vector256.Log(highX))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasNaN(Wide256 x) => !Vector256.EqualsAll(x.v, x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Wide256 x) => Vector256.Sum(x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Wide256 x) => Wide128.Largest(new(Vector128.Max(x.v.GetLower(), x.v.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumExactly(Wide256 x)
    {
        var (low, high) = Vector256.Widen(x.v);
        return Vector256.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(double* sums)
    {
        var (low, high) = Vector256.Widen(v);
        (Vector256.Load(sums) + low).Store(sums);
        (Vector256.Load(sums + 4) + high).Store(sums + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Narrowed() => Vector128.Narrow(Vector128.Narrow(v.AsUInt32().GetLower(), v.AsUInt32().GetUpper()), Vector128<ushort>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide256 Steps(Wide256 x, Wide256 f, Vector256<float> shift, out Wide256 power)
    {
        power = new(Vector256.MultiplyAddEstimate(x.v, f.v, shift));
        return new(power.v - shift);
    }
}
