using System.Diagnostics.CodeAnalysis;

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

    private PackedWeights(in PackKey key, int version, long floats)
    {
        (this.key, this.version, Bytes) = (key, version, floats * sizeof(float));
        Data = (float*)MemoryUse.Allocate(Bytes);
        GC.AddMemoryPressure(Bytes);
    }

    ~PackedWeights()
    {
        GC.RemoveMemoryPressure(Bytes);
        MemoryUse.Free((nint)Data, Bytes);
    }

    internal float* Data { get; }

    internal long Bytes { get; }

    /// <summary>What <paramref name="storage"/> has packed in this way, or null.</summary>
    internal static PackedWeights? Find(Storage? storage, in PackKey key) => storage is null ? null : Fitting(storage.Packed, storage.Version, key);

    /// <summary>The narrow copy of <paramref name="storage"/>, if it is made and still true.</summary>
    internal static PackedWeights? FindNarrow(Storage storage, in PackKey key) => Fitting(storage.Narrow?.Packed, storage.Version, key);

    private static PackedWeights? Fitting(object? kept, int version, in PackKey key) =>
        kept is PackedWeights packed && packed.version == version && packed.key == key ? packed : null;

    /// <summary>Room to pack into, to be given to <see cref="Storage.Packed"/> when it is full; null where it would not be used again.</summary>
    internal static PackedWeights? Room(Storage? storage, in PackKey key, long floats) =>
        Keeps(storage) ? new(key, storage.Version, floats) : null;

    /// <summary>True where what is packed would be used again.</summary>
    internal static bool Keeps([NotNullWhen(true)] Storage? storage) => storage is { Owner: null, Loader: null } && Scope.Current is not IGradientSink;
}

/// <summary>What an order of packing depends on: where in the memory, and the sizes that the routine goes by.</summary>
internal readonly record struct PackKey(string Routine, nint Offset, nint Step0, nint Step1, nint Step2, nint Step3, int Size0, int Size1, int Size2, int Size3, int Size4);
