using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>y = the mean of each channel's whole plane.</summary>
/// <remarks>
/// A window so large is read pixel after pixel, eight vectors of channels at a time: one vector alone waits for its own sum, and
/// meets every line of memory anew. Each channel adds its pixels in the order of <see cref="AveragePool"/>: the same bits.
/// </remarks>
internal unsafe struct PlaneMeans : IWideJob
{
    /// <summary>Channels of a chunk: whole vectors of every width.</summary>
    private const int Block = 128;

    internal PoolGrid Pool;

    /// <summary>True where each of y's pixels is the mean of an image of several pixels.</summary>
    internal static bool Suits(in View x, in View y, in Window window) =>
        y.Shape[2] == 1 && y.Shape[3] == 1 && window.Padding is (0, 0) && window.Kernel == (x.Shape[2], x.Shape[3]);

    private readonly int Blocks => (Pool.Channels + Block - 1) / Block;

    internal void Run()
    {
        var job = this;
        Workers.ForWide(Pool.Images * Blocks, ref job);
    }

    public readonly void Run<V>(int chunk) where V : struct, IWide<V>
    {
        var (n, block) = Math.DivRem(chunk, Blocks);
        int c = block * Block, channels = Math.Min(Pool.Channels, c + Block);
        float* x = Pool.X + n * Pool.XImage, y = Pool.Y + n * Pool.YImage;
        for (; c + 8 * V.Count <= channels; c += 8 * V.Count)
            Eight<V>(x + c, y + c);
        for (; c + 2 * V.Count <= channels; c += 2 * V.Count)
            Two<V>(x + c, y + c);
        for (; c < channels; c += V.Count)
            One<V>(x + c, y + c, Math.Min(V.Count, channels - c));
    }

    [MethodImpl(Jit.Kernel)]
    private readonly void Eight<V>(float* x, float* y) where V : struct, IWide<V>
    {
        V a = V.Of(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int i = 0; i < Pool.Height; i++, x += Pool.XRow)
        {
            float* p = x;
            for (int j = 0; j < Pool.Width; j++, p += Pool.XPixel)
            {
                a += V.Load(p);
                b += V.Load(p + V.Count);
                c += V.Load(p + 2 * V.Count);
                d += V.Load(p + 3 * V.Count);
                e += V.Load(p + 4 * V.Count);
                f += V.Load(p + 5 * V.Count);
                g += V.Load(p + 6 * V.Count);
                h += V.Load(p + 7 * V.Count);
            }
        }

        var share = V.Of(Pool.Share);
        (a * share).Store(y);
        (b * share).Store(y + V.Count);
        (c * share).Store(y + 2 * V.Count);
        (d * share).Store(y + 3 * V.Count);
        (e * share).Store(y + 4 * V.Count);
        (f * share).Store(y + 5 * V.Count);
        (g * share).Store(y + 6 * V.Count);
        (h * share).Store(y + 7 * V.Count);
    }

    [MethodImpl(Jit.Kernel)]
    private readonly void Two<V>(float* x, float* y) where V : struct, IWide<V>
    {
        V a = V.Of(0), b = a;
        for (int i = 0; i < Pool.Height; i++, x += Pool.XRow)
        {
            float* p = x;
            for (int j = 0; j < Pool.Width; j++, p += Pool.XPixel)
            {
                a += V.Load(p);
                b += V.Load(p + V.Count);
            }
        }

        var share = V.Of(Pool.Share);
        (a * share).Store(y);
        (b * share).Store(y + V.Count);
    }

    [MethodImpl(Jit.Kernel)]
    private readonly void One<V>(float* x, float* y, int count) where V : struct, IWide<V>
    {
        V a = V.Of(0);
        for (int i = 0; i < Pool.Height; i++, x += Pool.XRow)
            for (int j = 0; j < Pool.Width; j++)
                a += count == V.Count ? V.Load(x + j * Pool.XPixel) : V.Load(x + j * Pool.XPixel, count);
        a *= V.Of(Pool.Share);
        if (count == V.Count)
            a.Store(y);
        else
            a.Store(y, count);
    }
}
