using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>What depthwise convolution does to a few pixels, a vector of channels at a time.</summary>
internal static unsafe class DepthwiseKernels
{
    /// <summary>Some pixels of y = bias + Σ over taps of weight · x; each next pixel finds x one step further on.</summary>
    internal static void Correlate<TPixels>(
        float* x, nint* offsets, nint step, float* w, nint* weights, int taps, float* bias, float* y, nint yStep, int channels)
        where TPixels : struct, INumber
    {
        if (Lanes512.IsSupported) Correlate<Lanes512, Vector512<float>, TPixels>(x, offsets, step, w, weights, taps, bias, y, yStep, channels);
        else if (Lanes256.IsSupported) Correlate<Lanes256, Vector256<float>, TPixels>(x, offsets, step, w, weights, taps, bias, y, yStep, channels);
        else Correlate<Lanes128, Vector128<float>, TPixels>(x, offsets, step, w, weights, taps, bias, y, yStep, channels);
    }

    /// <summary>sums[c] += Σ x·dy over <paramref name="pixels"/> pixels.</summary>
    internal static void AddProducts(float* x, nint xStep, float* dy, nint dyStep, int pixels, float* sums, int channels)
    {
        if (Lanes512.IsSupported) AddProducts<Lanes512, Vector512<float>>(x, xStep, dy, dyStep, pixels, sums, channels);
        else if (Lanes256.IsSupported) AddProducts<Lanes256, Vector256<float>>(x, xStep, dy, dyStep, pixels, sums, channels);
        else AddProducts<Lanes128, Vector128<float>>(x, xStep, dy, dyStep, pixels, sums, channels);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Correlate<L, V, TPixels>(
        float* x, nint* offsets, nint step, float* w, nint* weights, int taps, float* bias, float* y, nint yStep, int channels)
        where L : struct, ILanes<V>
        where V : struct
        where TPixels : struct, INumber
    {
        int c = 0;
        // Eight sums where there are channels for them: one has to wait for itself, not for the others.
        if (TPixels.Value == 1)
            for (; c + 8 * L.Count <= channels; c += 8 * L.Count)
                Pixel<L, V>(x + c, offsets, w + c, weights, taps, bias == null ? null : bias + c, y + c);
        else
            for (; c + 2 * L.Count <= channels; c += 2 * L.Count)
                Pixels<L, V>(x + c, offsets, step, w + c, weights, taps, bias == null ? null : bias + c, y + c, yStep);
        for (; c + L.Count <= channels; c += L.Count)
            Correlate<L, V, TPixels>(x + c, offsets, step, w + c, weights, taps, bias == null ? null : bias + c, y + c, yStep, default, true);
        if (c < channels)
            Correlate<L, V, TPixels>(x + c, offsets, step, w + c, weights, taps, bias == null ? null : bias + c, y + c, yStep, L.Mask(channels - c), false);
    }

    /// <summary>One vector of channels, of which the mask counts unless <paramref name="full"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Correlate<L, V, TPixels>(
        float* x, nint* offsets, nint step, float* w, nint* weights, int taps, float* bias, float* y, nint yStep, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct
        where TPixels : struct, INumber
    {
        V y0 = bias == null ? default : Load<L, V>(bias, mask, full), y1 = y0, y2 = y0, y3 = y0;
        for (int t = 0; t < taps; t++)
        {
            V v = Load<L, V>(w + weights[t], mask, full);
            float* p = x + offsets[t];
            y0 = L.MultiplyAdd(Load<L, V>(p, mask, full), v, y0);
            if (TPixels.Value == 1)
                continue;
            y1 = L.MultiplyAdd(Load<L, V>(p + step, mask, full), v, y1);
            y2 = L.MultiplyAdd(Load<L, V>(p + 2 * step, mask, full), v, y2);
            y3 = L.MultiplyAdd(Load<L, V>(p + 3 * step, mask, full), v, y3);
        }

        L.Store(y, y0, mask, full);
        if (TPixels.Value == 1)
            return;
        L.Store(y + yStep, y1, mask, full);
        L.Store(y + 2 * yStep, y2, mask, full);
        L.Store(y + 3 * yStep, y3, mask, full);
    }

    /// <summary>Eight vectors of channels of one pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pixel<L, V>(float* x, nint* offsets, float* w, nint* weights, int taps, float* bias, float* y)
        where L : struct, ILanes<V>
        where V : struct
    {
        V y0 = Start<L, V>(bias, 0), y1 = Start<L, V>(bias, 1), y2 = Start<L, V>(bias, 2), y3 = Start<L, V>(bias, 3);
        V y4 = Start<L, V>(bias, 4), y5 = Start<L, V>(bias, 5), y6 = Start<L, V>(bias, 6), y7 = Start<L, V>(bias, 7);
        for (int t = 0; t < taps; t++)
        {
            float* p = x + offsets[t], v = w + weights[t];
            y0 = L.MultiplyAdd(L.Load(p), L.Load(v), y0);
            y1 = L.MultiplyAdd(L.Load(p + L.Count), L.Load(v + L.Count), y1);
            y2 = L.MultiplyAdd(L.Load(p + 2 * L.Count), L.Load(v + 2 * L.Count), y2);
            y3 = L.MultiplyAdd(L.Load(p + 3 * L.Count), L.Load(v + 3 * L.Count), y3);
            y4 = L.MultiplyAdd(L.Load(p + 4 * L.Count), L.Load(v + 4 * L.Count), y4);
            y5 = L.MultiplyAdd(L.Load(p + 5 * L.Count), L.Load(v + 5 * L.Count), y5);
            y6 = L.MultiplyAdd(L.Load(p + 6 * L.Count), L.Load(v + 6 * L.Count), y6);
            y7 = L.MultiplyAdd(L.Load(p + 7 * L.Count), L.Load(v + 7 * L.Count), y7);
        }

        L.Store(y, y0);
        L.Store(y + L.Count, y1);
        L.Store(y + 2 * L.Count, y2);
        L.Store(y + 3 * L.Count, y3);
        L.Store(y + 4 * L.Count, y4);
        L.Store(y + 5 * L.Count, y5);
        L.Store(y + 6 * L.Count, y6);
        L.Store(y + 7 * L.Count, y7);
    }

    /// <summary>Two vectors of channels of four pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pixels<L, V>(float* x, nint* offsets, nint step, float* w, nint* weights, int taps, float* bias, float* y, nint yStep)
        where L : struct, ILanes<V>
        where V : struct
    {
        V y0 = Start<L, V>(bias, 0), y1 = y0, y2 = y0, y3 = y0, z0 = Start<L, V>(bias, 1), z1 = z0, z2 = z0, z3 = z0;
        for (int t = 0; t < taps; t++)
        {
            float* p = x + offsets[t], q = p + 2 * step;
            V v = L.Load(w + weights[t]), u = L.Load(w + weights[t] + L.Count);
            y0 = L.MultiplyAdd(L.Load(p), v, y0);
            z0 = L.MultiplyAdd(L.Load(p + L.Count), u, z0);
            y1 = L.MultiplyAdd(L.Load(p + step), v, y1);
            z1 = L.MultiplyAdd(L.Load(p + step + L.Count), u, z1);
            y2 = L.MultiplyAdd(L.Load(q), v, y2);
            z2 = L.MultiplyAdd(L.Load(q + L.Count), u, z2);
            y3 = L.MultiplyAdd(L.Load(q + step), v, y3);
            z3 = L.MultiplyAdd(L.Load(q + step + L.Count), u, z3);
        }

        Store<L, V>(y, y0, z0);
        Store<L, V>(y + yStep, y1, z1);
        Store<L, V>(y + 2 * yStep, y2, z2);
        Store<L, V>(y + 3 * yStep, y3, z3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Start<L, V>(float* bias, int vector)
        where L : struct, ILanes<V>
        where V : struct => bias == null ? default : L.Load(bias + vector * L.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<L, V>(float* y, V first, V second)
        where L : struct, ILanes<V>
        where V : struct
    {
        L.Store(y, first);
        L.Store(y + L.Count, second);
    }

    [MethodImpl(Jit.Kernel)]
    private static void AddProducts<L, V>(float* x, nint xStep, float* dy, nint dyStep, int pixels, float* sums, int channels)
        where L : struct, ILanes<V>
        where V : struct
    {
        int c = 0;
        for (; c + L.Count <= channels; c += L.Count)
            AddProducts<L, V>(x + c, xStep, dy + c, dyStep, pixels, sums + c, default, true);
        if (c < channels)
            AddProducts<L, V>(x + c, xStep, dy + c, dyStep, pixels, sums + c, L.Mask(channels - c), false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<L, V>(float* x, nint xStep, float* dy, nint dyStep, int pixels, float* sums, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct
    {
        V s0 = Load<L, V>(sums, mask, full), s1 = default, s2 = default, s3 = default;
        for (; pixels >= 4; pixels -= 4, x += 4 * xStep, dy += 4 * dyStep)
        {
            s0 = L.MultiplyAdd(Load<L, V>(x, mask, full), Load<L, V>(dy, mask, full), s0);
            s1 = L.MultiplyAdd(Load<L, V>(x + xStep, mask, full), Load<L, V>(dy + dyStep, mask, full), s1);
            s2 = L.MultiplyAdd(Load<L, V>(x + 2 * xStep, mask, full), Load<L, V>(dy + 2 * dyStep, mask, full), s2);
            s3 = L.MultiplyAdd(Load<L, V>(x + 3 * xStep, mask, full), Load<L, V>(dy + 3 * dyStep, mask, full), s3);
        }

        for (; pixels > 0; pixels--, x += xStep, dy += dyStep)
            s0 = L.MultiplyAdd(Load<L, V>(x, mask, full), Load<L, V>(dy, mask, full), s0);
        L.Store(sums, L.Add(L.Add(s0, s1), L.Add(s2, s3)), mask, full);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load<L, V>(float* p, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct => full ? L.Load(p) : L.Load(p, mask, false);
}
