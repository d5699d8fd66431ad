using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla;

/// <summary>ARM64 and processors without AVX2: four floats; scalar code where there are no vectors at all.</summary>
internal readonly unsafe struct Wide128(Vector128<float> v) : IWide<Wide128>
{
    private readonly Vector128<float> v = v;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Of(float x) => new(Vector128.Create(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Load(float* p) => new(Vector128.Load(p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Load(float* p, int count) => Avx.IsSupported ? new(Avx.MaskLoad(p, First(count).v)) : LoadPart(p, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p) => v.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stream(float* p) => v.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* p, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(p, First(count).v, v);
        else
            StorePart(p, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 LoadBytes(byte* p) => new(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)p).AsByte())).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(byte* p) => *(uint*)p = Vector128.Narrow(Vector128.Narrow(v.AsUInt32(), Vector128<uint>.Zero), Vector128<ushort>.Zero).AsUInt32().ToScalar();

    public static Wide128 operator +(Wide128 a, Wide128 b) => new(a.v + b.v);

    public static Wide128 operator -(Wide128 a, Wide128 b) => new(a.v - b.v);

    public static Wide128 operator -(Wide128 a) => new(-a.v);

    public static Wide128 operator *(Wide128 a, Wide128 b) => new(a.v * b.v);

    public static Wide128 operator /(Wide128 a, Wide128 b) => new(a.v / b.v);

    public static Wide128 operator &(Wide128 a, Wide128 b) => new(a.v & b.v);

    public static Wide128 operator |(Wide128 a, Wide128 b) => new(a.v | b.v);

    public static Wide128 operator ~(Wide128 a) => new(~a.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 MultiplyAdd(Wide128 a, Wide128 b, Wide128 c) => new(Vector128.MultiplyAddEstimate(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Less(Wide128 a, Wide128 b) => new(Vector128.LessThan(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 LessOrEqual(Wide128 a, Wide128 b) => new(Vector128.LessThanOrEqual(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Equal(Wide128 a, Wide128 b) => new(Vector128.Equals(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 EqualBits(Wide128 a, Wide128 b) => new(Vector128.Equals(a.v.AsInt32(), b.v.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Select(Wide128 mask, Wide128 a, Wide128 b) => new(Vector128.ConditionalSelect(mask.v, a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 SelectBySign(Wide128 x, Wide128 a, Wide128 b) => new(Vector128.ConditionalSelect(Vector128.LessThan(x.v, Vector128<float>.Zero), a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 First(int count) => new(Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Min(Wide128 a, Wide128 b) => new(Vector128.Min(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Max(Wide128 a, Wide128 b) => new(Vector128.Max(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Larger(Wide128 x, Wide128 y) => new(Vector128.MaxNative(x.v, y.v));

    /// <summary>SSE's instructions return their second operand where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 AtLeast(Wide128 x, Wide128 low) => Sse.IsSupported ? new(Sse.Max(low.v, x.v)) : new(Vector128.Max(low.v, x.v));

    /// <inheritdoc cref="AtLeast"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 AtMost(Wide128 x, Wide128 high) => Sse.IsSupported ? new(Sse.Min(high.v, x.v)) : new(Vector128.Min(high.v, x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Clamp(Wide128 x, Wide128 low, Wide128 high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Abs(Wide128 x) => new(Vector128.Abs(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 CopySign(Wide128 x, Wide128 s) => new(Vector128.CopySign(x.v, s.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Floor(Wide128 x) => new(Vector128.Floor(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Ceiling(Wide128 x) => new(Vector128.Ceiling(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Round(Wide128 x) => new(Vector128.Round(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Sqrt(Wide128 x) => new(Vector128.Sqrt(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Steps(Wide128 x, Wide128 f, out Wide128 power) => Steps(x, f, Vector128.Create(Powers.Halves), out power);

    /// <summary>In two steps, each a power that float32 has: the first is exact, the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Raise(Wide128 y, Wide128 power)
    {
        Vector128<int> whole = power.v.AsInt32(), half = whole >> 1;
        var first = (half << 23).AsSingle();
        return new(Vector128.MultiplyAddEstimate(y.v, first, first) * ((whole - half) << 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 LowSteps(Wide128 x, Wide128 f, out Wide128 power) => Steps(x, f, Vector128.Create(Powers.Lows), out power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 LowPower(Wide128 power) => new((power.v.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 RaiseLow(Wide128 y, Wide128 power)
    {
        var large = LowPower(power);
        return MultiplyAdd(y, large, large) * Of(Powers.BackFromLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Log(Wide128 x) => new(Vector128.Log(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Sin(Wide128 x) => new(Vector128.Sin(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Cos(Wide128 x) => new(Vector128.Cos(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 PowAbs(Wide128 x, Wide128 p)
    {
        var (lowX, highX) = Vector128.Widen(Vector128.Abs(x.v));
        var (lowP, highP) = Vector128.Widen(p.v);
        return new(Vector128.Narrow(Vector128.Exp(lowP * Vector128.Log(lowX)), Vector128.Exp(highP * Vector128.Log(highX))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasNaN(Wide128 x) => !Vector128.EqualsAll(x.v, x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Wide128 x) => Vector128.Sum(x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Wide128 x) => MathF.Max(MathF.Max(x.v[0], x.v[1]), MathF.Max(x.v[2], x.v[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SumExactly(Wide128 x)
    {
        var (low, high) = Vector128.Widen(x.v);
        return Vector128.Sum(low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(double* sums)
    {
        var (low, high) = Vector128.Widen(v);
        (Vector128.Load(sums) + low).Store(sums);
        (Vector128.Load(sums + 2) + high).Store(sums + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Wide128 Steps(Wide128 x, Wide128 f, Vector128<float> shift, out Wide128 power)
    {
        power = new(Vector128.MultiplyAddEstimate(x.v, f.v, shift));
        return new(power.v - shift);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Wide128 LoadPart(float* p, int count)
    {
        float* all = stackalloc float[4];
        for (int i = 0; i < 4; i++)
            all[i] = i < count ? p[i] : 0;
        return Load(all);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StorePart(float* p, int count)
    {
        for (int i = 0; i < Math.Min(4, count); i++)
            p[i] = v[i];
    }
}
