using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Eight blocks of <see cref="Philox"/> at once, one to a lane.</summary>
internal static class PhiloxLanes
{
    /// <summary>The four words of blocks first … first + 7; <paramref name="first"/> is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<uint> A, Vector256<uint> B, Vector256<uint> C, Vector256<uint> D) Blocks(in Philox random, ulong first)
    {
        var (k0, k1, stream, draw) = random.State;
        var c0 = Vector256.Create((uint)first) + Vector256<uint>.Indices;
        var c1 = Vector256.Create((uint)(first >> 32));
        Vector256<uint> c2 = Vector256.Create(draw), c3 = Vector256.Create(stream);
        for (int i = 0; i < 10; i++)
        {
            var (high0, low0) = Multiply(c0, 0xD2511F53);
            var (high1, low1) = Multiply(c2, 0xCD9E8D57);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>The 64-bit product of each lane, in two halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> High, Vector256<uint> Low) Multiply(Vector256<uint> a, uint factor)
    {
        var f = Vector256.Create((ulong)factor);
        var low = Vector256.Create(0xFFFFFFFFUL);
        Vector256<ulong> even = Product(a.AsUInt64(), f, low), odd = Product(a.AsUInt64() >> 32, f, low);
        return ((even >> 32 | (odd & ~low)).AsUInt32(), ((even & low) | odd << 32).AsUInt32());
    }

    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> f, Vector256<ulong> low) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), f.AsUInt32()) : (a & low) * f;
}
