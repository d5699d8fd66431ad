using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;
using V = System.Runtime.Intrinsics.Vector256<float>;

namespace Nabla.Backends.Cpu;

/// <summary>256-bit tiles. 6×16 fits the sixteen registers of AVX2: twelve sums, two columns of B, one broadcast.</summary>
internal static unsafe class GemmKernel256
{
    public const int Rows = 6, Columns = 16;

    /// <summary>Six rows of sixteen columns.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void Run(nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        V s0 = bias == null ? V.Zero : Load(bias), s1 = bias == null ? V.Zero : Load(bias + 8);
        V c00 = s0, c01 = s1;
        V c10 = s0, c11 = s1;
        V c20 = s0, c21 = s1;
        V c30 = s0, c31 = s1;
        V c40 = s0, c41 = s1;
        V c50 = s0, c51 = s1;
        GemmKernel.Prefetch(c, cRow, 6, accumulate);
        do
        {
            V b0 = Load(b), b1 = Load(b + 8), x;
            x = Create(a[0]); c00 = FusedMultiplyAdd(x, b0, c00); c01 = FusedMultiplyAdd(x, b1, c01);
            x = Create(a[1]); c10 = FusedMultiplyAdd(x, b0, c10); c11 = FusedMultiplyAdd(x, b1, c11);
            x = Create(a[2]); c20 = FusedMultiplyAdd(x, b0, c20); c21 = FusedMultiplyAdd(x, b1, c21);
            x = Create(a[3]); c30 = FusedMultiplyAdd(x, b0, c30); c31 = FusedMultiplyAdd(x, b1, c31);
            x = Create(a[4]); c40 = FusedMultiplyAdd(x, b0, c40); c41 = FusedMultiplyAdd(x, b1, c41);
            x = Create(a[5]); c50 = FusedMultiplyAdd(x, b0, c50); c51 = FusedMultiplyAdd(x, b1, c51);
            a += Rows;
            b += 16;
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
            x1 += Load(c + 8);
        }
        x0.Store(c);
        x1.Store(c + 8);
    }
}
