using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Depthwise sums of neighbouring pixels under rows of three taps that lie side by side: a load of x serves every pixel and tap that meets it.</summary>
internal static unsafe class NeighbourKernels
{
    /// <summary>Pixels at a time, and taps of a row.</summary>
    internal const int Group = 4, Taps = 3;

    /// <summary>
    /// Four pixels of y = bias + Σ weight · x, for whole pairs of vectors of the channels; how many channels that were. Row r of taps begins with the
    /// left one at x + offsets[3 · r], of weights w + weights[3 · r], the next <paramref name="wStep"/> on.
    /// </summary>
    internal static int Correlate(
        float* x, nint* offsets, nint step, float* w, nint* weights, nint wStep, int rows, float* bias, float* y, nint yStep, int channels, bool stream)
    {
        if (Lanes512.IsSupported)
            return Correlate<Lanes512, Vector512<float>>(x, offsets, step, w, weights, wStep, rows, bias, y, yStep, channels, stream);
        if (Lanes256.IsSupported)
            return Correlate<Lanes256, Vector256<float>>(x, offsets, step, w, weights, wStep, rows, bias, y, yStep, channels, stream);
        return Correlate<Lanes128, Vector128<float>>(x, offsets, step, w, weights, wStep, rows, bias, y, yStep, channels, stream);
    }

    [MethodImpl(Jit.Kernel)]
    private static int Correlate<L, V>(
        float* x, nint* offsets, nint step, float* w, nint* weights, nint wStep, int rows, float* bias, float* y, nint yStep, int channels, bool stream)
        where L : struct, ILanes<V>
        where V : struct
    {
        stream &= (((nint)y | (yStep * sizeof(float))) & (L.Count * sizeof(float) - 1)) == 0;
        int c = 0;
        for (; c + 2 * L.Count <= channels; c += 2 * L.Count, x += 2 * L.Count, w += 2 * L.Count, y += 2 * L.Count)
        {
            V y0 = bias == null ? default : L.Load(bias + c), y1 = y0, y2 = y0, y3 = y0;
            V z0 = bias == null ? default : L.Load(bias + c + L.Count), z1 = z0, z2 = z0, z3 = z0;
            for (int r = 0; r < Taps * rows; r += Taps)
            {
                float* p = x + offsets[r], q = p + 3 * step, v = w + weights[r];
                V left = L.Load(v), middle = L.Load(v + wStep), right = L.Load(v + 2 * wStep);
                V t = L.Load(p);
                y0 = L.MultiplyAdd(t, left, y0);
                t = L.Load(p + step);
                y0 = L.MultiplyAdd(t, middle, y0);
                y1 = L.MultiplyAdd(t, left, y1);
                t = L.Load(p + 2 * step);
                y0 = L.MultiplyAdd(t, right, y0);
                y1 = L.MultiplyAdd(t, middle, y1);
                y2 = L.MultiplyAdd(t, left, y2);
                t = L.Load(q);
                y1 = L.MultiplyAdd(t, right, y1);
                y2 = L.MultiplyAdd(t, middle, y2);
                y3 = L.MultiplyAdd(t, left, y3);
                t = L.Load(q + step);
                y2 = L.MultiplyAdd(t, right, y2);
                y3 = L.MultiplyAdd(t, middle, y3);
                y3 = L.MultiplyAdd(L.Load(q + 2 * step), right, y3);

                v += L.Count;
                p += L.Count;
                q += L.Count;
                left = L.Load(v);
                middle = L.Load(v + wStep);
                right = L.Load(v + 2 * wStep);
                z0 = L.MultiplyAdd(L.Load(p), left, z0);
                t = L.Load(p + step);
                z0 = L.MultiplyAdd(t, middle, z0);
                z1 = L.MultiplyAdd(t, left, z1);
                t = L.Load(p + 2 * step);
                z0 = L.MultiplyAdd(t, right, z0);
                z1 = L.MultiplyAdd(t, middle, z1);
                z2 = L.MultiplyAdd(t, left, z2);
                t = L.Load(q);
                z1 = L.MultiplyAdd(t, right, z1);
                z2 = L.MultiplyAdd(t, middle, z2);
                z3 = L.MultiplyAdd(t, left, z3);
                t = L.Load(q + step);
                z2 = L.MultiplyAdd(t, right, z2);
                z3 = L.MultiplyAdd(t, middle, z3);
                z3 = L.MultiplyAdd(L.Load(q + 2 * step), right, z3);
            }

            Store<L, V>(y, y0, z0, stream);
            Store<L, V>(y + yStep, y1, z1, stream);
            Store<L, V>(y + 2 * yStep, y2, z2, stream);
            Store<L, V>(y + 3 * yStep, y3, z3, stream);
        }

        return c;
    }

    /// <summary>Both vectors, in one piece: half a line that is streamed waits for its other half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<L, V>(float* y, V first, V second, bool stream)
        where L : struct, ILanes<V>
        where V : struct
    {
        if (stream)
        {
            L.Stream(y, first);
            L.Stream(y + L.Count, second);
        }
        else
        {
            L.Store(y, first);
            L.Store(y + L.Count, second);
        }
    }

    /// <summary>sums += Σ x·dy for each of three rows of taps, over the pixels of a row of dy.</summary>
    internal static void AddProducts(in NeighbourRows rows)
    {
        if (Lanes512.IsSupported)
            AddProducts<Lanes512, Vector512<float>>(rows);
        else if (Lanes256.IsSupported)
            AddProducts<Lanes256, Vector256<float>>(rows);
        else
            AddProducts<Lanes128, Vector128<float>>(rows);
    }

    [MethodImpl(Jit.Kernel)]
    private static void AddProducts<L, V>(in NeighbourRows rows)
        where L : struct, ILanes<V>
        where V : struct
    {
        int channels = rows.Channels, c = 0;
        nint ahead = 0;
        for (; c + L.Count <= channels; c += L.Count)
            ahead = AddProducts<L, V>(rows, c, ahead, default, true);
        if (c < channels)
            AddProducts<L, V>(rows, c, ahead, L.Mask(channels - c), false);
    }

    /// <summary>One vector of channels: nine sums, four pixels of dy and one of x. A sum of each row apart, so that they stay short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint AddProducts<L, V>(in NeighbourRows rows, int channel, nint ahead, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct
    {
        V a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default, c0 = default, c1 = default, c2 = default, t;
        float* dy = rows.Dy + channel, x = rows.X + channel, nextX = rows.NextX, nextDy = rows.NextDy;
        nint step = rows.XStep, dyStep = rows.DyStep, second = rows.Second, third = rows.Third;
        if (rows.Before)
        {
            V d = Load<L, V>(dy - dyStep, mask, full);
            a1 = L.MultiplyAdd(Load<L, V>(x, mask, full), d, a1);
            a2 = L.MultiplyAdd(Load<L, V>(x + step, mask, full), d, a2);
            b1 = L.MultiplyAdd(Load<L, V>(x + second, mask, full), d, b1);
            b2 = L.MultiplyAdd(Load<L, V>(x + second + step, mask, full), d, b2);
            c1 = L.MultiplyAdd(Load<L, V>(x + third, mask, full), d, c1);
            c2 = L.MultiplyAdd(Load<L, V>(x + third + step, mask, full), d, c2);
        }

        int pixels = rows.Pixels;
        for (; pixels >= Group; pixels -= Group, x += Group * step, dy += Group * dyStep)
        {
            if (Sse.IsSupported)
                for (nint end = ahead + L.Count * Group; ahead < end; ahead += 16)       // as much of the next rows as of these
                {
                    Sse.Prefetch0(nextX + ahead);
                    Sse.Prefetch0(nextDy + ahead);
                }

            V d0 = Load<L, V>(dy, mask, full), d1 = Load<L, V>(dy + dyStep, mask, full), d2 = Load<L, V>(dy + 2 * dyStep, mask, full), d3 = Load<L, V>(dy + 2 * dyStep + dyStep, mask, full);
            float* p = x, p3 = p + 2 * step + step;
            a0 = L.MultiplyAdd(Load<L, V>(p, mask, full), d0, a0);
            t = Load<L, V>(p + step, mask, full);
            a0 = L.MultiplyAdd(t, d1, a0);
            a1 = L.MultiplyAdd(t, d0, a1);
            t = Load<L, V>(p + 2 * step, mask, full);
            a0 = L.MultiplyAdd(t, d2, a0);
            a1 = L.MultiplyAdd(t, d1, a1);
            a2 = L.MultiplyAdd(t, d0, a2);
            t = Load<L, V>(p3, mask, full);
            a0 = L.MultiplyAdd(t, d3, a0);
            a1 = L.MultiplyAdd(t, d2, a1);
            a2 = L.MultiplyAdd(t, d1, a2);
            t = Load<L, V>(p3 + step, mask, full);
            a1 = L.MultiplyAdd(t, d3, a1);
            a2 = L.MultiplyAdd(t, d2, a2);
            a2 = L.MultiplyAdd(Load<L, V>(p3 + 2 * step, mask, full), d3, a2);
            float* q = x + second, q3 = q + 2 * step + step;
            b0 = L.MultiplyAdd(Load<L, V>(q, mask, full), d0, b0);
            t = Load<L, V>(q + step, mask, full);
            b0 = L.MultiplyAdd(t, d1, b0);
            b1 = L.MultiplyAdd(t, d0, b1);
            t = Load<L, V>(q + 2 * step, mask, full);
            b0 = L.MultiplyAdd(t, d2, b0);
            b1 = L.MultiplyAdd(t, d1, b1);
            b2 = L.MultiplyAdd(t, d0, b2);
            t = Load<L, V>(q3, mask, full);
            b0 = L.MultiplyAdd(t, d3, b0);
            b1 = L.MultiplyAdd(t, d2, b1);
            b2 = L.MultiplyAdd(t, d1, b2);
            t = Load<L, V>(q3 + step, mask, full);
            b1 = L.MultiplyAdd(t, d3, b1);
            b2 = L.MultiplyAdd(t, d2, b2);
            b2 = L.MultiplyAdd(Load<L, V>(q3 + 2 * step, mask, full), d3, b2);
            float* r = x + third, r3 = r + 2 * step + step;
            c0 = L.MultiplyAdd(Load<L, V>(r, mask, full), d0, c0);
            t = Load<L, V>(r + step, mask, full);
            c0 = L.MultiplyAdd(t, d1, c0);
            c1 = L.MultiplyAdd(t, d0, c1);
            t = Load<L, V>(r + 2 * step, mask, full);
            c0 = L.MultiplyAdd(t, d2, c0);
            c1 = L.MultiplyAdd(t, d1, c1);
            c2 = L.MultiplyAdd(t, d0, c2);
            t = Load<L, V>(r3, mask, full);
            c0 = L.MultiplyAdd(t, d3, c0);
            c1 = L.MultiplyAdd(t, d2, c1);
            c2 = L.MultiplyAdd(t, d1, c2);
            t = Load<L, V>(r3 + step, mask, full);
            c1 = L.MultiplyAdd(t, d3, c1);
            c2 = L.MultiplyAdd(t, d2, c2);
            c2 = L.MultiplyAdd(Load<L, V>(r3 + 2 * step, mask, full), d3, c2);
        }

        for (; pixels > 0; pixels--, x += step, dy += dyStep)
        {
            V d = Load<L, V>(dy, mask, full);
            a0 = L.MultiplyAdd(Load<L, V>(x, mask, full), d, a0);
            a1 = L.MultiplyAdd(Load<L, V>(x + step, mask, full), d, a1);
            a2 = L.MultiplyAdd(Load<L, V>(x + 2 * step, mask, full), d, a2);
            b0 = L.MultiplyAdd(Load<L, V>(x + second, mask, full), d, b0);
            b1 = L.MultiplyAdd(Load<L, V>(x + second + step, mask, full), d, b1);
            b2 = L.MultiplyAdd(Load<L, V>(x + second + 2 * step, mask, full), d, b2);
            c0 = L.MultiplyAdd(Load<L, V>(x + third, mask, full), d, c0);
            c1 = L.MultiplyAdd(Load<L, V>(x + third + step, mask, full), d, c1);
            c2 = L.MultiplyAdd(Load<L, V>(x + third + 2 * step, mask, full), d, c2);
        }

        if (rows.After)
        {
            V d = Load<L, V>(dy, mask, full);
            a0 = L.MultiplyAdd(Load<L, V>(x, mask, full), d, a0);
            a1 = L.MultiplyAdd(Load<L, V>(x + step, mask, full), d, a1);
            b0 = L.MultiplyAdd(Load<L, V>(x + second, mask, full), d, b0);
            b1 = L.MultiplyAdd(Load<L, V>(x + second + step, mask, full), d, b1);
            c0 = L.MultiplyAdd(Load<L, V>(x + third, mask, full), d, c0);
            c1 = L.MultiplyAdd(Load<L, V>(x + third + step, mask, full), d, c1);
        }

        Add<L, V>(rows.Sums0 + channel, rows.SumStep, a0, a1, a2, mask, full);
        Add<L, V>(rows.Sums1 + channel, rows.SumStep, b0, b1, b2, mask, full);
        Add<L, V>(rows.Sums2 + channel, rows.SumStep, c0, c1, c2, mask, full);
        return ahead;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<L, V>(float* sums, nint step, V left, V middle, V right, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct
    {
        L.Store(sums, L.Add(Load<L, V>(sums, mask, full), left), mask, full);
        L.Store(sums + step, L.Add(Load<L, V>(sums + step, mask, full), middle), mask, full);
        L.Store(sums + 2 * step, L.Add(Load<L, V>(sums + 2 * step, mask, full), right), mask, full);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load<L, V>(float* p, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct => full ? L.Load(p) : L.Load(p, mask, false);
}
