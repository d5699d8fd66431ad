using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Turns small square blocks in registers, eight by eight with AVX and four by four elsewhere.</summary>
internal static unsafe class Transpose
{
    /// <summary>The block size for a matrix of so many rows: 8 or 4.</summary>
    public static int Size(int rows) => Avx.IsSupported && rows >= 8 ? 8 : 4;

    /// <summary>Writes the transpose of a block; row strides are given in floats.</summary>
    public static void Block(int size, float* from, nint fromRow, float* to, nint toRow)
    {
        if (size == 8) Block8(from, fromRow, to, toRow);
        else Block4(from, fromRow, to, toRow);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Block4(float* from, nint fromRow, float* to, nint toRow)
    {
        var r0 = Vector128.Load(from);
        var r1 = Vector128.Load(from + fromRow);
        var r2 = Vector128.Load(from + 2 * fromRow);
        var r3 = Vector128.Load(from + 3 * fromRow);
        var (a0, a1, a2, a3) = (Low(r0, r2), High(r0, r2), Low(r1, r3), High(r1, r3));
        Low(a0, a2).Store(to);
        High(a0, a2).Store(to + toRow);
        Low(a1, a3).Store(to + 2 * toRow);
        High(a1, a3).Store(to + 3 * toRow);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Block8(float* from, nint fromRow, float* to, nint toRow)
    {
        // Loading the halves of rows i and i + 4 side by side leaves only shuffles within 128 bits.
        float* low = from, high = from + 4 * fromRow;
        var r0 = Pair(low, high);
        var r1 = Pair(low + fromRow, high + fromRow);
        var r2 = Pair(low + 2 * fromRow, high + 2 * fromRow);
        var r3 = Pair(low + 3 * fromRow, high + 3 * fromRow);
        Block4x2(r0, r1, r2, r3, to, toRow);
        low += 4;
        high += 4;
        r0 = Pair(low, high);
        r1 = Pair(low + fromRow, high + fromRow);
        r2 = Pair(low + 2 * fromRow, high + 2 * fromRow);
        r3 = Pair(low + 3 * fromRow, high + 3 * fromRow);
        Block4x2(r0, r1, r2, r3, to + 4 * toRow, toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4x2(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* to, nint toRow)
    {
        var (a0, a1) = (Avx.UnpackLow(r0, r2), Avx.UnpackHigh(r0, r2));
        var (a2, a3) = (Avx.UnpackLow(r1, r3), Avx.UnpackHigh(r1, r3));
        Avx.UnpackLow(a0, a2).Store(to);
        Avx.UnpackHigh(a0, a2).Store(to + toRow);
        Avx.UnpackLow(a1, a3).Store(to + 2 * toRow);
        Avx.UnpackHigh(a1, a3).Store(to + 3 * toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, float* high)
        => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    /// <summary>x0, y0, x1, y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y)
        => Sse.IsSupported ? Sse.UnpackLow(x, y)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
            : Vector128.Create(x[0], y[0], x[1], y[1]);

    /// <summary>x2, y2, x3, y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y)
        => Sse.IsSupported ? Sse.UnpackHigh(x, y)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
            : Vector128.Create(x[2], y[2], x[3], y[3]);
}
