using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Contiguous floats, eight at a time.</summary>
internal static unsafe class Floats
{
    /// <summary>Eight floats, or <paramref name="left"/> and then zeros; no other memory is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* p, int left) =>
        left >= 8 ? Vector256.Load(p) : Avx.IsSupported ? Avx.MaskLoad(p, Mask(left)) : Simd.LoadTail(p, left);

    /// <summary>Stores eight floats, or the first <paramref name="left"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, Vector256<float> x, int left)
    {
        if (left >= 8) x.Store(p);
        else if (Avx.IsSupported) Avx.MaskStore(p, Mask(left), x);
        else Simd.StoreTail(x, p, left);
    }

    /// <summary>to += from.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void Add(float* to, float* from, nint count)
    {
        nint i = 0;
        for (; i + 8 <= count; i += 8)
            (Vector256.Load(to + i) + Vector256.Load(from + i)).Store(to + i);
        for (; i < count; i++)
            to[i] += from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mask(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}
