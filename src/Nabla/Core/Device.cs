using Nabla.Backends.Cpu;
using Nabla.Backends.Reference;

namespace Nabla;

/// <summary>Where tensors live and compute.</summary>
public sealed class Device
{
    private readonly Backend fast, exact;

    internal Device(string name, Backend fast, Backend exact) => (Name, this.fast, this.exact) = (name, fast, exact);

    /// <summary>The processor. The one place where a backend is named.</summary>
    public static Device Cpu { get; } = new("cpu", new CpuBackend(), new ReferenceBackend());

    /// <summary>Its name: <c>cpu</c>.</summary>
    public string Name { get; }

    /// <summary>Threads that compute; results do not depend on it. The processors' number at first.</summary>
    public int Threads
    {
        get => Workers.Count;
        set => Workers.Count = value;
    }

    /// <summary>F32 computes on the device's own kernels; every other type on the Reference ones.</summary>
    internal Backend For(DType type) => type == DType.F32 ? fast : exact;
}
