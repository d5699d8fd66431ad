using System.Numerics;

namespace Nabla;

/// <summary>Native memory by size class: a cache for each thread over one shared pool. Warm training allocates nothing.</summary>
internal static class BufferPool
{
    private const int Classes = 192;                 // four steps for each power of two
    private static readonly Lock Gate = new();
    private static readonly Stack<Storage>[] Shared = NewStacks();

    [ThreadStatic]
    private static Cache? cache;

    [ThreadStatic]
    private static long threadAllocations, threadBytes;

    /// <summary>The most that can be asked for at once: what this process may use, by the machine's memory and the container's limit.</summary>
    internal static readonly long MaxBytes = Math.Min(1L << 40, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Native allocations made so far for this thread.</summary>
    internal static long ThreadAllocations => threadAllocations;

    /// <summary>Bytes of native memory taken so far from the operating system for this thread.</summary>
    internal static long ThreadBytes => threadBytes;

    /// <summary>Memory of at least <paramref name="size"/> bytes, uninitialized, 64-byte aligned.</summary>
    internal static Storage Rent(long size)
    {
        if (size > MaxBytes)
            throw new ShapeException("tensor", $"{size} bytes were asked for at once; at most {MaxBytes} are possible. Check the sizes.");
        int c = ClassOf(size);
        var mine = cache ??= new Cache();
        if (mine.Stacks[c].TryPop(out var s))
            return s;
        lock (Gate)
            if (Shared[c].TryPop(out s))
                return s;
        long capacity = SizeOf(c);
        threadAllocations++;
        threadBytes += capacity;
        return new Storage(c, capacity);
    }

    /// <summary>Gives memory back to this thread's cache; views made of it before are stale from now on.</summary>
    internal static void Return(Storage s)
    {
        Retire(s);
        (cache ??= new Cache()).Stacks[s.SizeClass].Push(s);
    }

    /// <summary>Gives memory back for any thread: what guards and ended threads do.</summary>
    internal static void ReturnShared(Storage s)
    {
        Retire(s);
        lock (Gate)
            Shared[s.SizeClass].Push(s);
    }

    private static void Retire(Storage s)
    {
        s.Generation++;
        s.Packed = null;
        s.Narrow = null;
        s.Owner = null;
        s.Uses = 0;
        s.Transient = false;
    }

    // Class 4k + j holds 2^(k+6) · (4 + j) / 4 bytes: at most a quarter is wasted.
    private static int ClassOf(long size)
    {
        if (size <= 64)
            return 0;
        int log = BitOperations.Log2((ulong)(size - 1));
        return (log - 6) * 4 + (int)((size - 1 - (1L << log)) >> (log - 2)) + 1;
    }

    private static long SizeOf(int c) => (1L << (c / 4 + 6)) / 4 * (4 + c % 4);

    private static Stack<Storage>[] NewStacks()
    {
        var all = new Stack<Storage>[Classes];
        for (int i = 0; i < Classes; i++)
            all[i] = new();
        return all;
    }

    /// <summary>One thread's free memory; handed to the shared pool when the thread is gone.</summary>
    private sealed class Cache
    {
        internal readonly Stack<Storage>[] Stacks = NewStacks();

        ~Cache()
        {
            lock (Gate)
                for (int i = 0; i < Classes; i++)
                    foreach (var s in Stacks[i])
                        Shared[i].Push(s);
        }
    }
}
