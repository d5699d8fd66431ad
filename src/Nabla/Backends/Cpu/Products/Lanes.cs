using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>
/// One width of float vectors, so that a kernel is written once and compiled for each: <typeparamref name="V"/> stays a
/// plain vector, which the compiler keeps in a register, and every call is resolved at compile time.
/// </summary>
internal unsafe interface ILanes<V>
    where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows in each half of a register tile, two vectors wide.</summary>
    static abstract int HalfRows { get; }

    static abstract V Load(float* p);

    /// <summary>Loads the lanes of <paramref name="mask"/> and touches no other memory; <paramref name="full"/> says they are all.</summary>
    static abstract V Load(float* p, V mask, bool full);

    /// <summary>Bfloat16s, each the upper half of a float.</summary>
    static abstract V LoadBFloat16(ushort* p);

    /// <summary>Whole numbers of a byte, as floats.</summary>
    static abstract V LoadInt8(sbyte* p);

    static abstract V Broadcast(float* p);

    /// <summary>One number in all lanes.</summary>
    static abstract V Create(float x);

    static abstract void Store(float* p, V x);

    /// <summary>Stores past the caches, where <paramref name="p"/> is aligned to the vector; see <see cref="Streaming"/>.</summary>
    static abstract void Stream(float* p, V x);

    /// <summary>Stores the lanes of <paramref name="mask"/> alone.</summary>
    static abstract void Store(float* p, V x, V mask, bool full);

    static abstract V Add(V x, V y);

    /// <summary>x·y + sum, fused where the processor can.</summary>
    static abstract V MultiplyAdd(V x, V y, V sum);

    /// <summary>The sum of each of four vectors.</summary>
    static abstract Vector128<float> Sums(V a, V b, V c, V d);

    /// <summary>All bits set in the first <paramref name="count"/> lanes.</summary>
    static abstract V Mask(int count);
}

/// <summary>AVX-512: 32 registers, so 14 rows of two vectors.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    /// <summary>True where the processor has them; a constant to the compiler.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Count => 16;

    public static int HalfRows => 7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* p) => Vector512.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* p, Vector512<float> mask, bool full) => Avx512F.MaskLoad(p, mask, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadBFloat16(ushort* p) => (Avx512F.ConvertToVector512Int32(Vector256.Load(p)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadInt8(sbyte* p) => Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(p)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float* p) => Vector512.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Create(float x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector512<float> x) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(float* p, Vector512<float> x) => x.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector512<float> x, Vector512<float> mask, bool full)
    {
        if (full) x.Store(p);
        else Avx512F.MaskStore(p, mask, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) => Vector512.FusedMultiplyAdd(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) =>
        Lanes256.Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    public static Vector512<float> Mask(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}

/// <summary>AVX2: 16 registers, so 6 rows of two vectors.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    /// <summary>True where the processor has them; a constant to the compiler.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx.IsSupported && Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 8;

    public static int HalfRows => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* p, Vector256<float> mask, bool full) => full ? Vector256.Load(p) : Avx.MaskLoad(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBFloat16(ushort* p) => (Avx2.ConvertToVector256Int32(Vector128.Load(p)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadInt8(sbyte* p) => Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(*(ulong*)p).AsSByte()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float* p) => Vector256.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Create(float x) => Vector256.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector256<float> x) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(float* p, Vector256<float> x) => x.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector256<float> x, Vector256<float> mask, bool full)
    {
        if (full) x.Store(p);
        else Avx.MaskStore(p, mask, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) => Vector256.FusedMultiplyAdd(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) =>
        Lanes128.Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());

    public static Vector256<float> Mask(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}

/// <summary>ARM64 and processors without AVX2; scalar code where there are no vectors at all.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => 4;

    public static int HalfRows => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* p) => Vector128.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* p, Vector128<float> mask, bool full) => full ? Vector128.Load(p) : LoadPart(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadBFloat16(ushort* p) => (Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)p).AsUInt16()) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadInt8(sbyte* p) => Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)p).AsSByte())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float* p) => Vector128.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Create(float x) => Vector128.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector128<float> x) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(float* p, Vector128<float> x) => x.StoreAlignedNonTemporal(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector128<float> x, Vector128<float> mask, bool full)
    {
        if (full) x.Store(p);
        else StorePart(p, x, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;

    /// <summary>The library call that stands in for a missing instruction is a hundred times slower, so it is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> sum) =>
        Fma.IsSupported || AdvSimd.IsSupported ? Vector128.FusedMultiplyAdd(x, y, sum) : sum + x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (!Sse.IsSupported)
            return Vector128.Create(Vector128.Sum(a), Vector128.Sum(b), Vector128.Sum(c), Vector128.Sum(d));
        var ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b);        // a₀+a₂, b₀+b₂, a₁+a₃, b₁+b₃
        var cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
        return Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab);
    }

    public static Vector128<float> Mask(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> LoadPart(float* p, Vector128<float> mask)
    {
        var x = Vector128<float>.Zero;
        for (int i = 0; i < 4 && mask.AsInt32()[i] != 0; i++)
            x = x.WithElement(i, p[i]);
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(float* p, Vector128<float> x, Vector128<float> mask)
    {
        for (int i = 0; i < 4 && mask.AsInt32()[i] != 0; i++)
            p[i] = x[i];
    }
}
