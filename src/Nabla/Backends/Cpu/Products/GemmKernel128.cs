using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector128;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace Nabla.Backends.Cpu;

/// <summary>
/// 128-bit tiles, 6×8: the path of ARM64 and of processors without AVX2. The runtime turns it into scalar code where
/// there are no vectors at all.
/// </summary>
internal static unsafe class GemmKernel128
{
    public const int Rows = 6, Columns = 8;

    /// <summary>Six rows of eight columns.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void Run(nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        V s0 = bias == null ? V.Zero : Load(bias), s1 = bias == null ? V.Zero : Load(bias + 4);
        V c00 = s0, c01 = s1;
        V c10 = s0, c11 = s1;
        V c20 = s0, c21 = s1;
        V c30 = s0, c31 = s1;
        V c40 = s0, c41 = s1;
        V c50 = s0, c51 = s1;
        GemmKernel.Prefetch(c, cRow, 6, accumulate);
        do
        {
            V b0 = Load(b), b1 = Load(b + 4), x;
            x = Create(a[0]); c00 = MultiplyAdd(x, b0, c00); c01 = MultiplyAdd(x, b1, c01);
            x = Create(a[1]); c10 = MultiplyAdd(x, b0, c10); c11 = MultiplyAdd(x, b1, c11);
            x = Create(a[2]); c20 = MultiplyAdd(x, b0, c20); c21 = MultiplyAdd(x, b1, c21);
            x = Create(a[3]); c30 = MultiplyAdd(x, b0, c30); c31 = MultiplyAdd(x, b1, c31);
            x = Create(a[4]); c40 = MultiplyAdd(x, b0, c40); c41 = MultiplyAdd(x, b1, c41);
            x = Create(a[5]); c50 = MultiplyAdd(x, b0, c50); c51 = MultiplyAdd(x, b1, c51);
            a += Rows;
            b += 8;
        }
        while (--depth > 0);

        Put(c, c00, c01, accumulate); c += cRow;
        Put(c, c10, c11, accumulate); c += cRow;
        Put(c, c20, c21, accumulate); c += cRow;
        Put(c, c30, c31, accumulate); c += cRow;
        Put(c, c40, c41, accumulate); c += cRow;
        Put(c, c50, c51, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, V x0, V x1, bool accumulate)
    {
        if (accumulate)
        {
            x0 += Load(c);
            x1 += Load(c + 4);
        }
        x0.Store(c);
        x1.Store(c + 4);
    }

    /// <summary>Fused where the processor can: the library call that stands in for it is a hundred times slower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MultiplyAdd(V x, V y, V sum)
        => Fma.IsSupported || AdvSimd.IsSupported ? FusedMultiplyAdd(x, y, sum) : sum + x * y;
}
