using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla;

/// <summary>
/// Stores that go past the caches. A common store reads the line that it overwrites; for a result that no cache holds until
/// its reader comes that is a third of all traffic (docs/adr/0017).
/// </summary>
internal static unsafe class Streaming
{
    /// <summary>Bytes of a result from which they pay, even where the next operation reads it: a quarter of the last cache that cores of servers share.</summary>
    internal const long Least = 8 << 20;

    /// <summary>True for results so large that nobody finds them in a cache.</summary>
    internal static bool Pays(in View result) => result.Shape.Count * result.DType.Size() >= Least;

    /// <summary>True for such results of softmax's forward pass: not with the widest vectors, where it lost (docs/adr/0017).</summary>
    internal static bool PaysForSoftmax(in View result) => !Wide512.IsSupported && Wide256.IsSupported && Pays(result);

    /// <summary>True where vectors may be streamed to: others are stored as always.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Fits<V>(float* to) where V : struct, IWide<V> => ((nint)to & (V.Count * sizeof(float) - 1)) == 0;

    /// <summary>Makes what was streamed visible before anything that is stored later: at the end of each chunk.</summary>
    internal static void End()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
    }
}
