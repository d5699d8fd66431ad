using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Adds rows of patches onto an image, by vectors as wide as the processor's.</summary>
internal static unsafe class PatchKernels
{
    /// <summary>to[r·toStep + i] += from[r·fromStep + i] for r below <paramref name="rows"/> and i below <paramref name="count"/>; no other memory is touched.</summary>
    public static void Add(float* to, nint toStep, float* from, nint fromStep, int rows, int count)
    {
        if (Lanes512.IsSupported) Add<Lanes512, Vector512<float>>(to, toStep, from, fromStep, rows, count);
        else if (Lanes256.IsSupported) Add<Lanes256, Vector256<float>>(to, toStep, from, fromStep, rows, count);
        else Add<Lanes128, Vector128<float>>(to, toStep, from, fromStep, rows, count);
    }

    private static void Add<L, V>(float* to, nint toStep, float* from, nint fromStep, int rows, int count)
        where L : struct, ILanes<V>
        where V : struct
    {
        int i = 0;
        for (; i + L.Count <= count; i += L.Count)
            Add<L, V>(to + i, toStep, from + i, fromStep, rows, default, true);
        if (i < count)
            Add<L, V>(to + i, toStep, from + i, fromStep, rows, L.Mask(count - i), false);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Add<L, V>(float* to, nint toStep, float* from, nint fromStep, int rows, V mask, bool full)
        where L : struct, ILanes<V>
        where V : struct
    {
        for (; rows > 0; rows--, to += toStep, from += fromStep)
            if (full)
                L.Store(to, L.Add(L.Load(to), L.Load(from)));
            else
                L.Store(to, L.Add(L.Load(to, mask, false), L.Load(from, mask, false)), mask, false);
    }
}
