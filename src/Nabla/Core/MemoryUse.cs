using System.Runtime.InteropServices;

namespace Nabla;

/// <summary>What Nabla holds of the operating system's memory: tensors, pooled or in use, and the kernels' work space.</summary>
public static unsafe class MemoryUse
{
    private static long allocations, held;

    /// <summary>Native allocations made so far by this process; a warm training step makes none.</summary>
    public static long Allocations => Interlocked.Read(ref allocations);

    /// <summary>Bytes held now.</summary>
    public static long HeldBytes => Interlocked.Read(ref held);

    /// <summary>Uninitialized memory on a cache line's boundary, or an error: the only place that asks the system for any.</summary>
    internal static nint Allocate(long bytes)
    {
        nint block;
        try
        {
            block = (nint)NativeMemory.AlignedAlloc((nuint)bytes, HugePages.Alignment(bytes));
            HugePages.Ask(block, bytes);
        }
        catch (OutOfMemoryException e)
        {
            throw new NablaException("memory", $"{bytes} bytes were asked for, and the system has no more. Work on parts, or free memory.", e);
        }

        Interlocked.Increment(ref allocations);
        Interlocked.Add(ref held, bytes);
        return block;
    }

    internal static void Free(nint block, long bytes)
    {
        NativeMemory.AlignedFree((void*)block);
        if (block != 0)
            Interlocked.Add(ref held, -bytes);
    }
}
