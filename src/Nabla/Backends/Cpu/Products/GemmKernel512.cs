using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Nabla.Backends.Cpu;

/// <summary>
/// 512-bit tiles. 14×32 keeps 28 of the 32 registers as sums, two columns of B and one broadcast of A: enough work per
/// load to run at the multiply-add peak. The 4-row tile serves short matrices and row tails at a third of the cost.
/// </summary>
internal static unsafe class GemmKernel512
{
    public const int Rows = 14, Columns = 32;

    /// <summary>Computes at least the first <paramref name="rows"/> rows of a tile.</summary>
    public static void Run(
        int rows, nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        if (rows > 8)
        {
            Rows14(depth, a, b, c, cRow, bias, accumulate);
            return;
        }
        for (int i = 0; i < rows; i += 4) Rows4(depth, a + i, b, c + i * cRow, cRow, bias, accumulate);
    }

    /// <summary>Fourteen rows of 32 columns.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void Rows14(nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        V s0 = bias == null ? V.Zero : Load(bias), s1 = bias == null ? V.Zero : Load(bias + 16);
        V c000 = s0, c001 = s1;
        V c010 = s0, c011 = s1;
        V c020 = s0, c021 = s1;
        V c030 = s0, c031 = s1;
        V c040 = s0, c041 = s1;
        V c050 = s0, c051 = s1;
        V c060 = s0, c061 = s1;
        V c070 = s0, c071 = s1;
        V c080 = s0, c081 = s1;
        V c090 = s0, c091 = s1;
        V c100 = s0, c101 = s1;
        V c110 = s0, c111 = s1;
        V c120 = s0, c121 = s1;
        V c130 = s0, c131 = s1;
        GemmKernel.Prefetch(c, cRow, 14, accumulate);
        do
        {
            V b0 = Load(b), b1 = Load(b + 16), x;
            x = Create(a[0]); c000 = FusedMultiplyAdd(x, b0, c000); c001 = FusedMultiplyAdd(x, b1, c001);
            x = Create(a[1]); c010 = FusedMultiplyAdd(x, b0, c010); c011 = FusedMultiplyAdd(x, b1, c011);
            x = Create(a[2]); c020 = FusedMultiplyAdd(x, b0, c020); c021 = FusedMultiplyAdd(x, b1, c021);
            x = Create(a[3]); c030 = FusedMultiplyAdd(x, b0, c030); c031 = FusedMultiplyAdd(x, b1, c031);
            x = Create(a[4]); c040 = FusedMultiplyAdd(x, b0, c040); c041 = FusedMultiplyAdd(x, b1, c041);
            x = Create(a[5]); c050 = FusedMultiplyAdd(x, b0, c050); c051 = FusedMultiplyAdd(x, b1, c051);
            x = Create(a[6]); c060 = FusedMultiplyAdd(x, b0, c060); c061 = FusedMultiplyAdd(x, b1, c061);
            x = Create(a[7]); c070 = FusedMultiplyAdd(x, b0, c070); c071 = FusedMultiplyAdd(x, b1, c071);
            x = Create(a[8]); c080 = FusedMultiplyAdd(x, b0, c080); c081 = FusedMultiplyAdd(x, b1, c081);
            x = Create(a[9]); c090 = FusedMultiplyAdd(x, b0, c090); c091 = FusedMultiplyAdd(x, b1, c091);
            x = Create(a[10]); c100 = FusedMultiplyAdd(x, b0, c100); c101 = FusedMultiplyAdd(x, b1, c101);
            x = Create(a[11]); c110 = FusedMultiplyAdd(x, b0, c110); c111 = FusedMultiplyAdd(x, b1, c111);
            x = Create(a[12]); c120 = FusedMultiplyAdd(x, b0, c120); c121 = FusedMultiplyAdd(x, b1, c121);
            x = Create(a[13]); c130 = FusedMultiplyAdd(x, b0, c130); c131 = FusedMultiplyAdd(x, b1, c131);
            a += Rows;
            b += 32;
        }
        while (--depth > 0);

        Put(c, c000, c001, accumulate); c += cRow;
        Put(c, c010, c011, accumulate); c += cRow;
        Put(c, c020, c021, accumulate); c += cRow;
        Put(c, c030, c031, accumulate); c += cRow;
        Put(c, c040, c041, accumulate); c += cRow;
        Put(c, c050, c051, accumulate); c += cRow;
        Put(c, c060, c061, accumulate); c += cRow;
        Put(c, c070, c071, accumulate); c += cRow;
        Put(c, c080, c081, accumulate); c += cRow;
        Put(c, c090, c091, accumulate); c += cRow;
        Put(c, c100, c101, accumulate); c += cRow;
        Put(c, c110, c111, accumulate); c += cRow;
        Put(c, c120, c121, accumulate); c += cRow;
        Put(c, c130, c131, accumulate);
    }

    /// <summary>Four rows of 32 columns, from a panel of fourteen.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void Rows4(nint depth, float* a, float* b, float* c, nint cRow, float* bias, bool accumulate)
    {
        V s0 = bias == null ? V.Zero : Load(bias), s1 = bias == null ? V.Zero : Load(bias + 16);
        V c00 = s0, c01 = s1;
        V c10 = s0, c11 = s1;
        V c20 = s0, c21 = s1;
        V c30 = s0, c31 = s1;
        GemmKernel.Prefetch(c, cRow, 4, accumulate);
        do
        {
            V b0 = Load(b), b1 = Load(b + 16), x;
            x = Create(a[0]); c00 = FusedMultiplyAdd(x, b0, c00); c01 = FusedMultiplyAdd(x, b1, c01);
            x = Create(a[1]); c10 = FusedMultiplyAdd(x, b0, c10); c11 = FusedMultiplyAdd(x, b1, c11);
            x = Create(a[2]); c20 = FusedMultiplyAdd(x, b0, c20); c21 = FusedMultiplyAdd(x, b1, c21);
            x = Create(a[3]); c30 = FusedMultiplyAdd(x, b0, c30); c31 = FusedMultiplyAdd(x, b1, c31);
            a += Rows;
            b += 32;
        }
        while (--depth > 0);

        Put(c, c00, c01, accumulate); c += cRow;
        Put(c, c10, c11, accumulate); c += cRow;
        Put(c, c20, c21, accumulate); c += cRow;
        Put(c, c30, c31, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, V x0, V x1, bool accumulate)
    {
        if (accumulate)
        {
            x0 += Load(c);
            x1 += Load(c + 16);
        }
        x0.Store(c);
        x1.Store(c + 16);
    }
}
