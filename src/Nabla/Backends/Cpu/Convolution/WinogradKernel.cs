using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>The two-dimensional transforms of F(4×4, 3×3), a vector of channels at a time. Plane (i, j) of 36 is number 6i + j.</summary>
internal static unsafe class WinogradKernel<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    /// <summary>Bᵀ d B of one tile. <paramref name="taps"/> point at its 6×6 pixels; whole vectors are written.</summary>
    /// <remarks>The pixels of the next tile, <paramref name="ahead"/> floats on, are asked for: in so many short runs the processor finds no order by itself.</remarks>
    [MethodImpl(Jit.Kernel)]
    public static void Input(float** taps, int channels, nint ahead, float* to, nint plane, float* between, bool stream)
    {
        for (int c = 0; c < channels; c += L.Count, to += L.Count)
        {
            bool full = channels - c >= L.Count;
            V mask = L.Mask(Math.Min(L.Count, channels - c));
            for (int j = 0; j < 6; j++)
            {
                float** d = taps + j;
                if (Sse.IsSupported && j >= 2)                      // the two columns before are this tile's
                    for (int i = 0; i < 36; i += 6)
                        Sse.Prefetch0(d[i] + c + ahead);
                WinogradTransform<L, V>.Input(
                    L.Load(d[0] + c, mask, full), L.Load(d[6] + c, mask, full), L.Load(d[12] + c, mask, full),
                    L.Load(d[18] + c, mask, full), L.Load(d[24] + c, mask, full), L.Load(d[30] + c, mask, full), between + j * L.Count, 6 * L.Count);
            }

            for (int i = 0; i < 6; i++)
            {
                float* d = between + i * 6 * L.Count;
                WinogradTransform<L, V>.Input(
                    L.Load(d), L.Load(d + L.Count), L.Load(d + 2 * L.Count), L.Load(d + 3 * L.Count), L.Load(d + 4 * L.Count), L.Load(d + 5 * L.Count),
                    to + i * 6 * plane, plane, stream);
            }
        }
    }

    /// <summary>A y Aᵀ of one tile of gradients of outputs. <paramref name="pixels"/> point at its 4×4 pixels, of which the channels from <paramref name="first"/> on count; whole vectors are written.</summary>
    /// <inheritdoc cref="Input" path="/remarks"/>
    [MethodImpl(Jit.Kernel)]
    public static void OutputGradient(float** pixels, int first, int channels, nint ahead, float* to, nint plane, float* between, bool stream)
    {
        for (int c = 0; c < channels; c += L.Count, to += L.Count)
        {
            int at = first + c;
            bool full = channels - c >= L.Count;
            V mask = L.Mask(Math.Min(L.Count, channels - c));
            for (int j = 0; j < 4; j++)
            {
                float** y = pixels + j;
                if (Sse.IsSupported)
                    for (int i = 0; i < 16; i += 4)
                        Sse.Prefetch0(y[i] + at + ahead);
                WinogradTransform<L, V>.OutputGradient(
                    L.Load(y[0] + at, mask, full), L.Load(y[4] + at, mask, full), L.Load(y[8] + at, mask, full), L.Load(y[12] + at, mask, full),
                    between + j * L.Count, 4 * L.Count);
            }

            for (int i = 0; i < 6; i++)
            {
                float* y = between + i * 4 * L.Count;
                WinogradTransform<L, V>.OutputGradient(L.Load(y), L.Load(y + L.Count), L.Load(y + 2 * L.Count), L.Load(y + 3 * L.Count), to + i * 6 * plane, plane, stream);
            }
        }
    }

    /// <summary>Gᵀ u G of some filters: nine groups of <paramref name="width"/> lanes, one after the other.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void FilterGradient(float* from, nint plane, int width, float* taps, float* between)
    {
        for (int lane = 0; lane < width; lane += L.Count)
        {
            for (int j = 0; j < 6; j++)
            {
                float* u = from + j * plane + lane;
                nint row = 6 * plane;
                WinogradTransform<L, V>.FilterGradient(
                    L.Load(u), L.Load(u + row), L.Load(u + 2 * row), L.Load(u + 3 * row), L.Load(u + 4 * row), L.Load(u + 5 * row), between + j * L.Count, 6 * L.Count);
            }

            for (int i = 0; i < 3; i++)
            {
                float* u = between + i * 6 * L.Count;
                WinogradTransform<L, V>.FilterGradient(
                    L.Load(u), L.Load(u + L.Count), L.Load(u + 2 * L.Count), L.Load(u + 3 * L.Count), L.Load(u + 4 * L.Count), L.Load(u + 5 * L.Count),
                    taps + 3 * i * width + lane, width);
            }
        }
    }

    /// <summary>G g Gᵀ of some filters, from nine groups of <paramref name="width"/> lanes, <paramref name="step"/> apart.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void Filter(float* taps, nint step, int width, float* to, nint plane, float* between, bool stream)
    {
        for (int lane = 0; lane < width; lane += L.Count)
        {
            for (int j = 0; j < 3; j++)
            {
                float* g = taps + j * step + lane;
                WinogradTransform<L, V>.Filter(L.Load(g), L.Load(g + 3 * step), L.Load(g + 6 * step), between + j * L.Count, 3 * L.Count);
            }

            for (int i = 0; i < 6; i++)
            {
                float* g = between + i * 3 * L.Count;
                WinogradTransform<L, V>.Filter(L.Load(g), L.Load(g + L.Count), L.Load(g + 2 * L.Count), to + i * 6 * plane + lane, plane, stream);
            }
        }
    }

    /// <summary>Aᵀ m A plus the bias: the first rows and columns of a tile's 4×4 pixels.</summary>
    [MethodImpl(Jit.Kernel)]
    public static void Output(float* from, nint plane, int outputs, float* bias, in WinogradPixels y, float* between)
    {
        for (int o = 0; o < outputs; o += L.Count, from += L.Count)
        {
            bool full = outputs - o >= L.Count;
            V mask = L.Mask(Math.Min(L.Count, outputs - o)), start = bias == null ? default : L.Load(bias + o, mask, full);
            for (int j = 0; j < 6; j++)
            {
                float* m = from + j * plane, to = between + j * L.Count;
                nint row = 6 * plane;
                WinogradTransform<L, V>.Output(
                    L.Load(m), L.Load(m + row), L.Load(m + 2 * row), L.Load(m + 3 * row), L.Load(m + 4 * row), L.Load(m + 5 * row), default,
                    out V t0, out V t1, out V t2, out V t3);
                L.Store(to, t0);
                L.Store(to + 6 * L.Count, t1);
                L.Store(to + 12 * L.Count, t2);
                L.Store(to + 18 * L.Count, t3);
            }

            for (int i = 0; i < y.Rows; i++)
            {
                float* m = between + i * 6 * L.Count, to = y.Data + i * y.Row + o;
                WinogradTransform<L, V>.Output(
                    L.Load(m), L.Load(m + L.Count), L.Load(m + 2 * L.Count), L.Load(m + 3 * L.Count), L.Load(m + 4 * L.Count), L.Load(m + 5 * L.Count), start,
                    out V y0, out V y1, out V y2, out V y3);
                Put(to, y0, mask, full, y.Stream);
                if (y.Columns > 1)
                    Put(to + y.Pixel, y1, mask, full, y.Stream);
                if (y.Columns > 2)
                    Put(to + 2 * y.Pixel, y2, mask, full, y.Stream);
                if (y.Columns > 3)
                    Put(to + 3 * y.Pixel, y3, mask, full, y.Stream);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* to, V y, V mask, bool full, bool stream)
    {
        if (full && stream)
            L.Stream(to, y);
        else
            L.Store(to, y, mask, full);
    }
}

/// <summary>The pixels of an output tile that exist, the distances between its rows and pixels, and whether they are stored past the caches.</summary>
internal unsafe struct WinogradPixels
{
    public float* Data;
    public nint Row, Pixel;
    public int Rows, Columns;
    public bool Stream;
}
