using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>The register tile of <see cref="Tile"/>, written once for every vector width and every number of rows.</summary>
/// <remarks>
/// Up to 14 rows of two vectors keep 28 of 32 registers as sums: enough work per load for the multiply-add peak. The
/// conditions are constants when this is compiled, so a smaller tile has no trace of the rest.
/// </remarks>
internal static unsafe class TileKernel<L, V, THalves, TRows, TVectors>
    where L : struct, ILanes<V>
    where V : struct
    where THalves : struct, INumber
    where TRows : struct, INumber
    where TVectors : struct, INumber
{
    /// <summary>Bytes of a line of the cache: a row of B is one or two.</summary>
    private const int Line = 64;

    [MethodImpl(Jit.Kernel)]
    public static void Run(Tile* t)
    {
        int rows = TRows.Value;
        bool two = THalves.Value == 2, wide = TVectors.Value == 2;
        int last = wide ? t->Columns - L.Count : t->Columns;
        bool full = last == L.Count;
        V mask = L.Mask(last), s0 = default, s1 = default;
        if (t->Bias != null)
            LoadPair(t->Bias, mask, full, out s0, out s1);
        V x0 = s0, y0 = s1;
        V x1 = s0, y1 = s1;
        V x2 = s0, y2 = s1;
        V x3 = s0, y3 = s1;
        V x4 = s0, y4 = s1;
        V x5 = s0, y5 = s1;
        V x6 = s0, y6 = s1;
        V x7 = s0, y7 = s1;
        V x8 = s0, y8 = s1;
        V x9 = s0, y9 = s1;
        V xA = s0, yA = s1;
        V xB = s0, yB = s1;
        V xC = s0, yC = s1;
        V xD = s0, yD = s1;
        byte* a0 = (byte*)t->A0, a1 = (byte*)t->A1;
        float* b = t->B;
        nint lane = t->ALane * sizeof(float), lane3 = 3 * lane, depth = t->ADepth * sizeof(float), bDepth = t->BDepth, ahead = t->Ahead;
        for (nint r = t->Rows; r > 0; r--)
        {
            byte* p0 = a0, p1 = a0 + 4 * lane, q0 = a1, q1 = a1 + 4 * lane;
            float* bk = b;
            nint k = t->Depth;
            do
            {
                if (Sse.IsSupported)
                    Sse.Prefetch1((byte*)bk + ahead);
                if (Sse.IsSupported && wide && L.Count * sizeof(float) == Line)
                    Sse.Prefetch1((byte*)bk + ahead + Line);
                LoadPair(bk, mask, full, out V b0, out V b1);
                Step(true, p0, b0, b1, ref x0, ref y0);
                Step(rows > 1, p0 + lane, b0, b1, ref x1, ref y1);
                Step(rows > 2, p0 + 2 * lane, b0, b1, ref x2, ref y2);
                Step(rows > 3, p0 + lane3, b0, b1, ref x3, ref y3);
                Step(rows > 4, p1, b0, b1, ref x4, ref y4);
                Step(rows > 5, p1 + lane, b0, b1, ref x5, ref y5);
                Step(rows > 6, p1 + 2 * lane, b0, b1, ref x6, ref y6);
                Step(two, q0, b0, b1, ref x7, ref y7);
                Step(two && rows > 1, q0 + lane, b0, b1, ref x8, ref y8);
                Step(two && rows > 2, q0 + 2 * lane, b0, b1, ref x9, ref y9);
                Step(two && rows > 3, q0 + lane3, b0, b1, ref xA, ref yA);
                Step(two && rows > 4, q1, b0, b1, ref xB, ref yB);
                Step(two && rows > 5, q1 + lane, b0, b1, ref xC, ref yC);
                Step(two && rows > 6, q1 + 2 * lane, b0, b1, ref xD, ref yD);
                p0 += depth;
                p1 += depth;
                q0 += depth;
                q1 += depth;
                bk += bDepth;
            }
            while (--k > 0);
            a0 += t->ARow * sizeof(float);
            a1 += t->ARow * sizeof(float);
            b += t->BRow;
        }

        Put(true, t->C0, x0, y0, mask, full, t);
        Put(rows > 1, t->C0 + t->CLane, x1, y1, mask, full, t);
        Put(rows > 2, t->C0 + 2 * t->CLane, x2, y2, mask, full, t);
        Put(rows > 3, t->C0 + 3 * t->CLane, x3, y3, mask, full, t);
        Put(rows > 4, t->C0 + 4 * t->CLane, x4, y4, mask, full, t);
        Put(rows > 5, t->C0 + 5 * t->CLane, x5, y5, mask, full, t);
        Put(rows > 6, t->C0 + 6 * t->CLane, x6, y6, mask, full, t);
        Put(two, t->C1, x7, y7, mask, full, t);
        Put(two && rows > 1, t->C1 + t->CLane, x8, y8, mask, full, t);
        Put(two && rows > 2, t->C1 + 2 * t->CLane, x9, y9, mask, full, t);
        Put(two && rows > 3, t->C1 + 3 * t->CLane, xA, yA, mask, full, t);
        Put(two && rows > 4, t->C1 + 4 * t->CLane, xB, yB, mask, full, t);
        Put(two && rows > 5, t->C1 + 5 * t->CLane, xC, yC, mask, full, t);
        Put(two && rows > 6, t->C1 + 6 * t->CLane, xD, yD, mask, full, t);
    }

    /// <summary>Adds a[row] · b to one row of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(bool exists, byte* a, V b0, V b1, ref V x, ref V y)
    {
        if (!exists)
            return;
        V value = L.Broadcast((float*)a);
        x = L.MultiplyAdd(value, b0, x);
        if (TVectors.Value == 2)
            y = L.MultiplyAdd(value, b1, y);
    }

    /// <summary>The last vector may be a part of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPair(float* p, V mask, bool full, out V x, out V y)
    {
        x = TVectors.Value == 2 ? L.Load(p) : L.Load(p, mask, full);
        y = TVectors.Value == 2 ? L.Load(p + L.Count, mask, full) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(bool exists, float* c, V x, V y, V mask, bool full, Tile* t)
    {
        if (!exists)
            return;
        if (t->Accumulate)
        {
            LoadPair(c, mask, full, out V x0, out V y0);
            x = L.Add(x, x0);
            y = L.Add(y, y0);
        }

        if (TVectors.Value == 2 && full && t->Stream)
        {
            L.Stream(c, x);
            L.Stream(c + L.Count, y);
        }
        else if (TVectors.Value == 2)
        {
            L.Store(c, x);
            L.Store(c + L.Count, y, mask, full);
        }
        else
        {
            L.Store(c, x, mask, full);
        }
    }
}
