using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>Gradients of pooling by strides of two, where blocks of 2×2 pixels lie in one window each (<see cref="PoolGrid.HasBlocks"/>): what a window holds is loaded once for its four pixels.</summary>
internal static unsafe class PoolBlockKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>dx = dy / 4 in the blocks of row i of the windows of image n.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void AverageGradient(in PoolGrid pool, int n, int i, bool stream)
    {
        nint right = pool.XPixel, below = pool.XRow;
        float* dx = pool.X + n * pool.XImage + 2 * i * below, dy = pool.Y + n * pool.YImage + i * pool.YRow;
        stream &= Fits(dx, pool);
        var share = V.Of(pool.Share);
        for (int j = 0; j < pool.OutWidth; j++, dx += 2 * right, dy += pool.YPixel)
            for (int c = 0; c < pool.Channels; c += V.Count)
            {
                var d = V.Load(dy + c) * share;
                Store(dx + c, right, below, d, d, d, d, stream);
            }
    }

    /// <summary>dx = dy in the pixel of each window of 2×2 that is its maximum, for row i of the windows of image n.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void MaxGradientOfTwo(in PoolGrid pool, int n, int i, byte* index, nint indexPixel, bool stream)
    {
        nint right = pool.XPixel, below = pool.XRow;
        float* dx = pool.X + n * pool.XImage + 2 * i * below, dy = pool.Y + n * pool.YImage + i * pool.YRow;
        stream &= Fits(dx, pool);
        for (int j = 0; j < pool.OutWidth; j++, dx += 2 * right, dy += pool.YPixel, index += indexPixel)
            for (int c = 0; c < pool.Channels; c += V.Count)
            {
                V d = V.Load(dy + c), place = V.LoadBytes(index + c);
                Store(dx + c, right, below, Hit(d, place, 0), Hit(d, place, 1), Hit(d, place, 2), Hit(d, place, 3), stream);
            }
    }

    /// <summary>The same for windows of 3×3, of which the next ones reach over the last row and column of a block: they are added.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void MaxGradientOfThree(in PoolGrid pool, int n, int i, byte* index, nint indexRow, nint indexPixel, bool stream)
    {
        nint right = pool.XPixel, below = pool.XRow, dyRow = pool.YRow, dyPixel = pool.YPixel;
        float* dx = pool.X + n * pool.XImage + 2 * i * below, dy = pool.Y + n * pool.YImage + i * dyRow;
        stream &= Fits(dx, pool);
        int channels = pool.Channels, last = pool.OutWidth - 1;
        bool hasNext = i + 1 < pool.OutHeight;
        for (int j = 0; j < last; j++, dx += 2 * right, dy += dyPixel, index += indexPixel)
            for (int c = 0; c < channels; c += V.Count)
            {
                float* from = dy + c;
                byte* at = index + c;
                V d = V.Load(from), place = V.LoadBytes(at), e = V.Load(from + dyPixel), ePlace = V.LoadBytes(at + indexPixel);
                V p = Hit(d, place, 4), q = Hit(d, place, 5) + Hit(e, ePlace, 3), r = Hit(d, place, 7), s = Hit(d, place, 8) + Hit(e, ePlace, 6);
                if (hasNext)
                {
                    d = V.Load(from + dyRow);
                    place = V.LoadBytes(at + indexRow);
                    e = V.Load(from + dyRow + dyPixel);
                    ePlace = V.LoadBytes(at + indexRow + indexPixel);
                    r += Hit(d, place, 1);
                    s = s + Hit(d, place, 2) + Hit(e, ePlace, 0);
                }

                Store(dx + c, right, below, p, q, r, s, stream);
            }

        for (int c = 0; c < channels; c += V.Count)
        {
            V d = V.Load(dy + c), place = V.LoadBytes(index + c), p = Hit(d, place, 4), q = Hit(d, place, 5), r = Hit(d, place, 7), s = Hit(d, place, 8);
            if (hasNext)
            {
                d = V.Load(dy + dyRow + c);
                place = V.LoadBytes(index + indexRow + c);
                r += Hit(d, place, 1);
                s += Hit(d, place, 2);
            }

            Store(dx + c, right, below, p, q, r, s, stream);
        }
    }

    /// <summary>True where a vector is a line of memory: of four lines that are streamed to by halves, the processor writes out some half filled.</summary>
    private static bool Fits(float* dx, in PoolGrid pool) => V.Count * sizeof(float) >= 64 && Streaming.Fits<V>(dx) && pool.XPixel % V.Count == 0 && pool.XRow % V.Count == 0;

    /// <summary>dy where the place is this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Hit(V dy, V place, int number) => dy & V.EqualBits(place, V.Of(BitConverter.Int32BitsToSingle(number)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* dx, nint right, nint below, V p, V q, V r, V s, bool stream)
    {
        if (stream)
        {
            p.Stream(dx);
            q.Stream(dx + right);
            r.Stream(dx + below);
            s.Stream(dx + below + right);
        }
        else
        {
            p.Store(dx);
            q.Store(dx + right);
            r.Store(dx + below);
            s.Store(dx + below + right);
        }
    }
}
