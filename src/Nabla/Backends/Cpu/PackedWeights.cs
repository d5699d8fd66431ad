namespace Nabla.Backends.Cpu;

/// <summary>A parameter in the order that kernels read, packed once for as long as it does not change. Its storage keeps it.</summary>
/// <remarks>
/// Only off the tape and outside scopes' own memory: a training step changes its weights before it uses them again. Two
/// threads may each pack; one result stays, and both are equal.
/// </remarks>
internal sealed unsafe class PackedWeights
{
    private readonly PackKey key;
    private readonly int version;
    private readonly long bytes;

    private PackedWeights(in PackKey key, int version, long floats)
    {
        (this.key, this.version, bytes) = (key, version, floats * sizeof(float));
        Data = (float*)MemoryUse.Allocate(bytes);
        GC.AddMemoryPressure(bytes);
    }

    ~PackedWeights()
    {
        GC.RemoveMemoryPressure(bytes);
        MemoryUse.Free((nint)Data, bytes);
    }

    internal float* Data { get; }

    /// <summary>What <paramref name="storage"/> has packed in this way, or null.</summary>
    internal static PackedWeights? Find(Storage? storage, in PackKey key) =>
        storage?.Packed is PackedWeights packed && packed.version == storage.Version && packed.key == key ? packed : null;

    /// <summary>Room to pack into, to be given to <see cref="Storage.Packed"/> when it is full; null where it would not be used again.</summary>
    internal static PackedWeights? Room(Storage? storage, in PackKey key, long floats) =>
        storage is null || storage.Owner is not null || storage.Loader is not null || Scope.Current is IGradientSink ? null : new(key, storage.Version, floats);
}

/// <summary>What an order of packing depends on: where in the memory, and the sizes that the routine goes by.</summary>
internal readonly record struct PackKey(string Routine, nint Offset, nint Step0, nint Step1, nint Step2, nint Step3, int Size0, int Size1, int Size2, int Size3, int Size4);
