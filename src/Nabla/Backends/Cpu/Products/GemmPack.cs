using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>
/// Copies lanes × depth of an operand into a panel the micro-kernel reads straight through: for each step of depth one
/// group of <c>width</c> floats, missing lanes zero. The two contiguous layouts, lanes or depth of unit stride, go by
/// vectors; anything else by scalars.
/// </summary>
internal static unsafe class GemmPack
{
    public static void Panel(float* from, nint lane, nint depth, int lanes, int count, float* to, int width)
    {
        if (lanes < width) new Span<float>(to, width * count).Clear();
        if (lane == 1 && lanes == width) CopyLanes(from, depth, count, to, width);
        else if (depth == 1) Turn(from, lane, lanes, count, to, width);
        else Scalars(from, lane, depth, lanes, count, to, width);
    }

    /// <summary>The transpose of so many lanes, each of <paramref name="count"/> floats that lie together: groups of one float of each lane, <paramref name="width"/> apart.</summary>
    public static void Turn(float* from, nint lane, int lanes, int count, float* to, nint width)
    {
        if (lanes >= Transpose.Size(lanes)) TransposeLanes(from, lane, lanes, count, to, width);
        else Scalars(from, lane, 1, lanes, count, to, width);
    }

    /// <summary>A panel's width is one to two vectors of some size: the second one may overlap the first.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void CopyLanes(float* from, nint depth, int count, float* to, int width)
    {
        for (; count > 0; count--, from += depth, to += width)
        {
            if (width == 32)
            {
                var (x, y) = (Vector512.Load(from), Vector512.Load(from + 16));
                x.Store(to);
                y.Store(to + 16);
            }
            else if (width >= 8)
            {
                var (x, y) = (Vector256.Load(from), Vector256.Load(from + width - 8));
                x.Store(to);
                y.Store(to + width - 8);
            }
            else
            {
                var (x, y) = (Vector128.Load(from), Vector128.Load(from + width - 4));
                x.Store(to);
                y.Store(to + width - 4);
            }
        }
    }

    /// <summary>Square blocks turned in registers; the last block of lanes overlaps the one before.</summary>
    private static void TransposeLanes(float* from, nint lane, int lanes, int count, float* to, nint width)
    {
        int size = Transpose.Size(lanes), whole = count - count % size;
        for (int k = 0; k < whole; k += size)
        {
            int i = 0;
            for (; i + size <= lanes; i += size) Transpose.Block(size, from + i * lane + k, lane, to + k * width + i, width);
            if (i < lanes)
                Transpose.Block(size, from + (lanes - size) * lane + k, lane, to + k * width + lanes - size, width);
        }
        Scalars(from + whole, lane, 1, lanes, count - whole, to + whole * width, width);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Scalars(float* from, nint lane, nint depth, int lanes, int count, float* to, nint width)
    {
        for (; count > 0; count--, from += depth, to += width)
            for (int i = 0; i < lanes; i++) to[i] = from[i * lane];
    }
}
