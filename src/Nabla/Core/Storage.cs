namespace Nabla;

/// <summary>A block of native memory. It has no finalizer: a scope, a <see cref="StorageGuard"/> or a loader owns it.</summary>
internal sealed unsafe class Storage
{
    internal Storage(int sizeClass, long bytes)
    {
        SizeClass = sizeClass;
        Bytes = bytes;
        Pointer = MemoryUse.Allocate(bytes);
    }

    /// <summary>Index of the pool's size class; -1 for memory of a size of its own.</summary>
    internal int SizeClass { get; }

    internal long Bytes { get; }

    internal nint Pointer { get; private set; }

    /// <summary>Grows when the memory goes back to the pool, so that a view made before it is known to be stale.</summary>
    internal int Generation;

    /// <summary>Grows when the contents are changed by <c>Assign</c>, so that a saved tensor can tell.</summary>
    internal int Version;

    /// <summary>The scope that returns it, and the place in that scope's list; null when a guard or loader owns it.</summary>
    internal Scope? Owner;
    internal int OwnerIndex;

    /// <summary>The loader that refills it, for the message of a stale batch; null for all other memory.</summary>
    internal string? Loader;

    /// <summary>Frees it when no tensor refers to it; null inside scopes.</summary>
    internal StorageGuard? Guard;

    /// <summary>Its contents in an order that kernels read, kept for the backend, whose business it is; null when there is none or they changed.</summary>
    internal object? Packed;

    /// <summary>A narrow copy, where a parameter asks for one.</summary>
    internal NarrowCopy? Narrow;

    /// <summary>Gradients in flight that use it, while backward runs.</summary>
    internal int Uses;

    /// <summary>True when backward made it, so that it may go back to the pool once no gradient in flight uses it.</summary>
    internal bool Transient;

    /// <summary>Drops what backends made of its contents, which change.</summary>
    internal void DropPacked()
    {
        Packed = null;
        Narrow?.Packed = null;
    }

    internal void Free()
    {
        Generation++;
        MemoryUse.Free(Pointer, Bytes);
        Pointer = 0;
    }
}

/// <summary>Returns an unscoped storage to the pool when the last tensor that refers to it is gone.</summary>
/// <remarks>It adds memory pressure, since the collector sees a few bytes where there are megabytes.</remarks>
internal sealed class StorageGuard
{
    private readonly Storage storage;

    internal StorageGuard(Storage storage)
    {
        this.storage = storage;
        storage.Guard = this;
        GC.AddMemoryPressure(storage.Bytes);
    }

    ~StorageGuard()
    {
        GC.RemoveMemoryPressure(storage.Bytes);
        storage.Guard = null;
        storage.Loader = null;
        BufferPool.ReturnShared(storage);
    }
}
