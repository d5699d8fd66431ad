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

    /// <summary>
    /// True, as at first, lets convolutions 3×3 of stride 1 and their gradients go by Winograd's F(4×4, 3×3)
    /// where that is faster; false forces the direct sum everywhere, from the next call on any thread.
    /// </summary>
    /// <remarks>
    /// Winograd's error is at most 2e-5 of the largest output or gradient (4e-6 measured over 512 channels, 1.5e-6 for weights), the direct sum's about 1e-6.
    /// An infinity or NaN in the input may spoil all 16 pixels of a tile instead of the 9 that see it. Results of either
    /// are the same bits for any number of threads. Where the filters are large (from about 240 × 240 channels on) and a batch has
    /// fewer than 16 tiles of 4×4 pixels, the sum stays direct: there one image and a batch around it differ in rounding.
    /// </remarks>
    public bool Winograd
    {
        get => WinogradConvolution.Enabled;
        set => WinogradConvolution.Enabled = value;
    }

    /// <summary>F32 computes on the device's own kernels; every other type on the Reference ones.</summary>
    internal Backend For(DType type) => type == DType.F32 ? fast : exact;
}
