using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Rows that are cleared or copied, past the caches where that is asked for.</summary>
internal static unsafe class RowCopies<V>
    where V : struct, IWide<V>
{
    /// <summary>Floats of a cache line, and of a row beyond which the processor goes on by itself.</summary>
    private const int FloatsInLine = 16, MostPrefetched = 1024;

    [MethodImpl(Jit.Kernel)]
    internal static void Clear(float* to, int count, bool stream)
    {
        stream &= Streaming.Fits<V>(to);
        var zero = V.Of(0);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(zero, to + i, stream);
        if (i < count)
            zero.Store(to + i, count - i);
    }

    [MethodImpl(Jit.Kernel)]
    internal static void Copy(float* from, float* to, int count, bool stream)
    {
        stream &= Streaming.Fits<V>(to);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.Load(from + i), to + i, stream);
        if (i < count)
            V.Load(from + i, count - i).Store(to + i, count - i);
    }

    /// <summary>Asks for a row that is read soon: rows in no order are else waited for, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Prefetch(float* row, int count)
    {
        if (Sse.IsSupported)
            for (int i = 0; i < Math.Min(count, MostPrefetched); i += FloatsInLine)
                Sse.Prefetch0(row + i);
    }
}
