using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>One row of pooling's result or gradient: vectors run over the channels of a pixel, the last one over those left.</summary>
internal static unsafe class PoolKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>Floats from a pixel that is read to one that is asked for: a page, at whose end the processor's own reading ahead stops.</summary>
    private const int Ahead = 1024;

    /// <summary>y = the mean of the pixels under each window of row i of image n.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Average(in PoolGrid pool, int n, int i, bool stream)
    {
        var rows = pool.RowsUnder(i);
        int channels = pool.Channels;
        float* x = pool.X + n * pool.XImage + rows.From * pool.XRow, y = pool.Y + n * pool.YImage + i * pool.YRow;
        stream &= Streaming.Fits<V>(y) && pool.YPixel % V.Count == 0;
        var share = V.Of(pool.Share);
        for (int j = 0; j < pool.OutWidth; j++, y += pool.YPixel)
        {
            var columns = pool.ColumnsUnder(j);
            float* pixel = x + columns.From * pool.XPixel;
            int c = 0;
            for (; c + V.Count <= channels; c += V.Count)
                Wide.Store(Sum(pixel + c, pool.XRow, pool.XPixel, rows.Count, columns.Count, V.Count, Ahead) * share, y + c, stream);
            if (c < channels)
                (Sum(pixel + c, pool.XRow, pool.XPixel, rows.Count, columns.Count, channels - c) * share).Store(y + c, channels - c);
        }
    }

    /// <summary>dx = the sum of dy / area over the windows that cover each pixel of row i of image n.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void AverageGradient(in PoolGrid pool, int n, int i, bool stream)
    {
        var rows = pool.RowsOver(i);
        int channels = pool.Channels;
        float* dx = pool.X + n * pool.XImage + i * pool.XRow, dy = pool.Y + n * pool.YImage + rows.From * pool.YRow;
        stream &= Streaming.Fits<V>(dx) && pool.XPixel % V.Count == 0;
        var share = V.Of(pool.Share);
        for (int j = 0; j < pool.Width; j++, dx += pool.XPixel)
        {
            var columns = pool.ColumnsOver(j);
            float* pixel = dy + columns.From * pool.YPixel;
            int c = 0;
            for (; c + V.Count <= channels; c += V.Count)
                Wide.Store(Sum(pixel + c, pool.YRow, pool.YPixel, rows.Count, columns.Count, V.Count) * share, dx + c, stream);
            if (c < channels)
                (Sum(pixel + c, pool.YRow, pool.YPixel, rows.Count, columns.Count, channels - c) * share).Store(dx + c, channels - c);
        }
    }

    /// <summary>y = the largest of the pixels under each window of row i of image n, index = its place. NaN is largest.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Max<P>(in PoolGrid pool, int n, int i, void* index, in PlaceNumbers numbers, bool stream)
        where P : struct, IPlaces
    {
        var rows = pool.RowsUnder(i);
        int channels = pool.Channels, row = numbers.Row;
        float* x = pool.X + n * pool.XImage + rows.From * pool.XRow;
        nint at = n * pool.YImage + i * pool.YRow;
        stream &= Streaming.Fits<V>(pool.Y + at) && pool.YPixel % V.Count == 0;
        for (int j = 0; j < pool.OutWidth; j++, at += pool.YPixel)
        {
            var columns = pool.ColumnsUnder(j);
            float* pixel = x + columns.From * pool.XPixel, y = pool.Y + at;
            int first = numbers.Of(rows.From, columns.From, i, j), c = 0;
            if (rows.Count == 3 && columns.Count == 3 && (typeof(P) != typeof(BytePlaces) || (row == 3 && first == 0)))
                c = LargestOfNine<P>(pixel, pool.XRow, pool.XPixel, first, row, y, index, at, channels, stream);
            for (; c + V.Count <= channels; c += V.Count)
            {
                var (max, place) = Largest<P>(pixel + c, pool.XRow, pool.XPixel, rows.Count, columns.Count, first, row, V.Count);
                Wide.Store(max, y + c, stream);
                P.Store(place, index, at + c, V.Count);
            }

            if (c < channels)
            {
                int left = channels - c;
                var (max, place) = Largest<P>(pixel + c, pool.XRow, pool.XPixel, rows.Count, columns.Count, first, row, left);
                max.Store(y + c, left);
                P.Store(place, index, at + c, left);
            }
        }
    }

    /// <summary>dx = the sum of dy over the windows whose maximum each pixel of row i of image n is. The index begins <paramref name="from"/> on, with the first row of windows over it.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void MaxGradient<P>(in PoolGrid pool, int n, int i, void* index, nint from, nint indexRow, nint indexPixel, in PlaceNumbers numbers, bool stream)
        where P : struct, IPlaces
    {
        var rows = pool.RowsOver(i);
        int channels = pool.Channels;
        float* dx = pool.X + n * pool.XImage + i * pool.XRow, dy = pool.Y + n * pool.YImage + rows.From * pool.YRow;
        stream &= Streaming.Fits<V>(dx) && pool.XPixel % V.Count == 0;
        for (int j = 0; j < pool.Width; j++, dx += pool.XPixel)
        {
            var columns = pool.ColumnsOver(j);
            float* pixel = dy + columns.From * pool.YPixel;
            nint at = from + columns.From * indexPixel;
            int first = numbers.Of(i, j, rows.From, columns.From), c = 0;
            if (rows.Count is 1 or 2 && columns.Count is 1 or 2)
                c = SumWhere<P>(pixel, pool.YRow, pool.YPixel, index, at, indexRow, indexPixel, rows.Count == 2, columns.Count == 2, first, numbers, dx, channels, stream);
            for (; c + V.Count <= channels; c += V.Count)
                Wide.Store(SumWhere<P>(pixel + c, pool.YRow, pool.YPixel, index, at + c, indexRow, indexPixel, rows.Count, columns.Count, first, numbers, V.Count), dx + c, stream);
            if (c < channels)
                SumWhere<P>(pixel + c, pool.YRow, pool.YPixel, index, at + c, indexRow, indexPixel, rows.Count, columns.Count, first, numbers, channels - c).Store(dx + c, channels - c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum(float* from, nint rowStep, nint pixelStep, int rows, int columns, int left, int ahead = 0)
    {
        if (rows == 1 && columns == 1)
            return Wide.Load<V>(from, left);
        var sum = V.Of(0);
        for (int i = 0; i < rows; i++, from += rowStep)
            for (int j = 0; j < columns; j++)
            {
                if (ahead > 0 && Sse.IsSupported)
                    Sse.Prefetch0(from + j * pixelStep + ahead);
                sum += Wide.Load<V>(from + j * pixelStep, left);
            }

        return sum;
    }

    /// <summary>The largest and its place: <paramref name="first"/> and on, <paramref name="row"/> to a row.</summary>
    /// <remarks>A comparison that decides about number and place at once waits for the one before: so the number first, then from the last pixel to the first those that equal it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Max, V Place) Largest<P>(float* from, nint rowStep, nint pixelStep, int rows, int columns, int first, int row, int left)
        where P : struct, IPlaces
    {
        V max = V.Of(float.NegativeInfinity), sum = V.Of(0), place = sum;
        float* x = from;
        for (int i = 0; i < rows; i++, x += rowStep)
        {
            float* end = x + columns * pixelStep;
            for (float* pixel = x; pixel != end; pixel += pixelStep)
            {
                var v = Wide.Load<V>(pixel, left);
                max = V.Larger(v, max);
                sum += v;
            }
        }

        if (V.HasNaN(sum))                                          // or infinities of both signs
            return LargestOfAny(from, rowStep, pixelStep, rows, columns, first, row, left);
        if (typeof(P) == typeof(NoPlaces))
            return (max, place);
        int number = first + (rows - 1) * row + columns - 1;
        for (int i = 0; i < rows; i++, number -= row - columns)
        {
            x -= rowStep;
            for (float* pixel = x + (columns - 1) * pixelStep; pixel >= x; pixel -= pixelStep, number--)
                place = V.Select(V.Equal(Wide.Load<V>(pixel, left), max), Number(number), place);
        }

        return (max, place);
    }

    /// <summary>The same for whole vectors of a pixel of y that has nine under its window, which stay in registers; how many channels that were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LargestOfNine<P>(float* x, nint rowStep, nint pixelStep, int first, int row, float* y, void* index, nint at, int channels, bool stream)
        where P : struct, IPlaces
    {
        int c = 0;
        for (; c + V.Count <= channels; c += V.Count)
        {
            float* from = x + c, second = from + rowStep, third = second + rowStep;
            V p0 = V.Load(from), p1 = V.Load(from + pixelStep), p2 = V.Load(from + 2 * pixelStep);
            V p3 = V.Load(second), p4 = V.Load(second + pixelStep), p5 = V.Load(second + 2 * pixelStep);
            V p6 = V.Load(third), p7 = V.Load(third + pixelStep), p8 = V.Load(third + 2 * pixelStep);
            if (Sse.IsSupported)                                    // the four that the windows before did not see
            {
                Sse.Prefetch0(second + pixelStep + Ahead);
                Sse.Prefetch0(second + 2 * pixelStep + Ahead);
                Sse.Prefetch0(third + pixelStep + Ahead);
                Sse.Prefetch0(third + 2 * pixelStep + Ahead);
            }

            var max = V.Larger(p8, V.Larger(p7, V.Larger(p6, V.Larger(p5, V.Larger(p4, V.Larger(p3, V.Larger(p2, V.Larger(p1, p0))))))));
            var place = At(2, 2);
            if (V.HasNaN(((p0 + p1) + (p2 + p3)) + ((p4 + p5) + (p6 + p7)) + p8))
                (max, place) = LargestOfAny(from, rowStep, pixelStep, 3, 3, first, row, V.Count);
            else if (typeof(P) != typeof(NoPlaces))
            {
                place = V.Select(V.Equal(p7, max), At(2, 1), place);
                place = V.Select(V.Equal(p6, max), At(2, 0), place);
                place = V.Select(V.Equal(p5, max), At(1, 2), place);
                place = V.Select(V.Equal(p4, max), At(1, 1), place);
                place = V.Select(V.Equal(p3, max), At(1, 0), place);
                place = V.Select(V.Equal(p2, max), At(0, 2), place);
                place = V.Select(V.Equal(p1, max), At(0, 1), place);
                place = V.Select(V.Equal(p0, max), At(0, 0), place);
            }

            Wide.Store(max, y + c, stream);
            P.Store(place, index, at + c, V.Count);
        }

        return c;

        // Within a window of 3×3 the nine have always the same numbers, which the compiler then knows.
        V At(int i, int j) => typeof(P) == typeof(BytePlaces) ? Number(3 * i + j) : Number(first + i * row + j);
    }

    /// <summary>The same where some may be NaN.</summary>
    [MethodImpl(Jit.Kernel)]
    private static (V Max, V Place) LargestOfAny(float* from, nint rowStep, nint pixelStep, int rows, int columns, int first, int row, int left)
    {
        V max = Wide.Load<V>(from, left), place = Number(first);
        for (int i = 0; i < rows; i++, from += rowStep, first += row)
            for (int j = 0; j < columns; j++)
            {
                var x = Wide.Load<V>(from + j * pixelStep, left);
                var larger = ~V.LessOrEqual(x, max) & V.Equal(max, max);
                max = V.Select(larger, x, max);
                place = V.Select(larger, Number(first + j), place);
            }

        return (max, place);
    }

    /// <summary>The sum of the pixels whose index is the place that has the number <paramref name="first"/> from the first window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SumWhere<P>(
        float* from, nint rowStep, nint pixelStep, void* index, nint at, nint indexRow, nint indexPixel, int rows, int columns, int first, in PlaceNumbers numbers, int left)
        where P : struct, IPlaces
    {
        var sum = V.Of(0);
        for (int i = 0; i < rows; i++, from += rowStep, at += indexRow, first -= numbers.WindowRow)
            for (int j = 0; j < columns; j++)
                sum += Wide.Load<V>(from + j * pixelStep, left) & V.EqualBits(P.Load<V>(index, at + j * indexPixel, left), Number(first - j * numbers.WindowColumn));
        return sum;
    }

    /// <summary>The same for whole vectors of a pixel under at most 2×2 windows, without loops over them; how many channels that were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SumWhere<P>(
        float* dy, nint rowStep, nint pixelStep, void* index, nint at, nint indexRow, nint indexPixel, bool below, bool right, int first, in PlaceNumbers numbers, float* dx, int channels, bool stream)
        where P : struct, IPlaces
    {
        V a = Number(first), b = Number(first - numbers.WindowColumn), c = Number(first - numbers.WindowRow), d = Number(first - numbers.WindowRow - numbers.WindowColumn);
        int k = 0;
        if (below && right)
            for (; k + V.Count <= channels; k += V.Count, at += V.Count, dy += V.Count)
                Wide.Store(Hit<P>(dy, index, at, a) + Hit<P>(dy + pixelStep, index, at + indexPixel, b) + Hit<P>(dy + rowStep, index, at + indexRow, c) + Hit<P>(dy + rowStep + pixelStep, index, at + indexRow + indexPixel, d), dx + k, stream);
        else if (below)
            for (; k + V.Count <= channels; k += V.Count, at += V.Count, dy += V.Count)
                Wide.Store(Hit<P>(dy, index, at, a) + Hit<P>(dy + rowStep, index, at + indexRow, c), dx + k, stream);
        else if (right)
            for (; k + V.Count <= channels; k += V.Count, at += V.Count, dy += V.Count)
                Wide.Store(Hit<P>(dy, index, at, a) + Hit<P>(dy + pixelStep, index, at + indexPixel, b), dx + k, stream);
        else
            for (; k + V.Count <= channels; k += V.Count, at += V.Count, dy += V.Count)
                Wide.Store(Hit<P>(dy, index, at, a), dx + k, stream);
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Hit<P>(float* dy, void* index, nint at, V number)
        where P : struct, IPlaces => V.Load(dy) & V.EqualBits(P.Load<V>(index, at, V.Count), number);

    /// <summary>A whole number's bits everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Number(int n) => V.Of(BitConverter.Int32BitsToSingle(n));
}
