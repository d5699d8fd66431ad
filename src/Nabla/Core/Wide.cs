using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>What loops over floats side by side need beside the operations of one width.</summary>
internal static unsafe class Wide
{
    /// <summary>Floats that are summed in float32 before the sum goes on in float64: each lane adds few enough to keep its digits.</summary>
    internal static int Block<V>() where V : struct, IWide<V> => 64 * V.Count;

    /// <summary>As many floats as there are, or <paramref name="left"/> and then zeros; no other memory is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Load<V>(float* p, long left) where V : struct, IWide<V> => left >= V.Count ? V.Load(p) : V.Load(p, (int)left);

    /// <summary>Stores all, or the first <paramref name="left"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<V>(V x, float* p, long left) where V : struct, IWide<V>
    {
        if (left >= V.Count)
            x.Store(p);
        else
            x.Store(p, (int)left);
    }

    /// <summary>As many bytes as there are numbers, or <paramref name="left"/> and then zeros; no other memory is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V LoadBytes<V>(byte* p, long left) where V : struct, IWide<V>
    {
        if (left >= V.Count)
            return V.LoadBytes(p);
        UInt128 part = 0;
        for (int i = 0; i < (int)left; i++)
            ((byte*)&part)[i] = p[i];
        return V.LoadBytes((byte*)&part);
    }

    /// <summary>Stores all lowest bytes, or the first <paramref name="left"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreBytes<V>(V x, byte* p, long left) where V : struct, IWide<V>
    {
        if (left >= V.Count)
        {
            x.StoreBytes(p);
            return;
        }

        UInt128 part;
        x.StoreBytes((byte*)&part);
        for (int i = 0; i < (int)left; i++)
            p[i] = ((byte*)&part)[i];
    }

    /// <summary>Stores all, past the caches or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<V>(V x, float* p, bool stream) where V : struct, IWide<V>
    {
        if (stream)
            x.Stream(p);
        else
            x.Store(p);
    }

    /// <summary>Adds all, or the first <paramref name="left"/>, to sums in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<V>(V x, double* sums, long left) where V : struct, IWide<V>
    {
        if (left >= V.Count)
        {
            x.AddTo(sums);
            return;
        }

        Vector512<float> all;
        x.Store((float*)&all);
        for (int i = 0; i < (int)left; i++)
            sums[i] += ((float*)&all)[i];
    }

    /// <summary>x, with zeros past the first <paramref name="left"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Cut<V>(V x, long left) where V : struct, IWide<V> => left >= V.Count ? x : x & V.First((int)left);
}
