namespace Nabla.Backends.Cpu;

/// <summary>
/// Work space that stays with its thread between calls, so that packing allocates nothing once warm. Each slot
/// belongs to one routine; asking again for a slot may move it and never keeps its contents.
/// </summary>
internal sealed unsafe class Scratch
{
    /// <summary>The operand that all threads of a matrix product read, on the calling thread.</summary>
    public const int GemmShared = 0;

    /// <summary>The operand panels that one chunk of a matrix product packs for itself.</summary>
    public const int GemmLocal = 1;

    /// <summary>The input patches of one image, a row for each output pixel, its rows with their padding, or its Winograd tiles.</summary>
    public const int Patches = 2;

    /// <summary>A convolution's weights, channels innermost, or the partial sums of their gradient.</summary>
    public const int Weights = 3;

    /// <summary>Where the halves of a convolution's tiles begin and go.</summary>
    public const int Halves = 4;

    /// <summary>A bias repeated for pixels that are computed as one.</summary>
    public const int Bias = 5;

    /// <summary>The sums of the parts of a reduction or norm.</summary>
    public const int Partial = 6;

    /// <summary>The numbers that a norm applies to each channel.</summary>
    public const int ChannelNumbers = 7;

    /// <summary>A norm's numbers of each channel, and its gradients of weight and bias, in float64.</summary>
    public const int Merged = 8;

    /// <summary>The products of Winograd tiles, before they become pixels.</summary>
    public const int Products = 9;

    /// <summary>What the transforms of Winograd tiles hold between their two passes, and a line of zeros.</summary>
    public const int Transforms = 10;

    /// <summary>The parts of a norm's gradients that a few rows sum in float32.</summary>
    public const int Row = 11;

    /// <summary>The pixels of a convolution's input, moved apart.</summary>
    public const int Pixels = 12;

    /// <summary>The places of a table's rows in an index.</summary>
    public const int Places = 13;

    /// <summary>The rows between a 1×1 convolution and the depthwise one behind it.</summary>
    public const int Expanded = 14;

    private const int Slots = 15;

    [ThreadStatic]
    private static Scratch? t_current;

    private readonly nint[] _buffers = new nint[Slots];
    private readonly long[] _sizes = new long[Slots];

    ~Scratch()
    {
        for (int slot = 0; slot < Slots; slot++) MemoryUse.Free(_buffers[slot], _sizes[slot] * sizeof(float));
    }

    /// <summary>At least <paramref name="floats"/> floats, aligned to a cache line.</summary>
    public static float* Get(int slot, long floats)
    {
        var scratch = t_current ??= new Scratch();
        return scratch._sizes[slot] >= floats ? (float*)scratch._buffers[slot] : scratch.Grow(slot, floats);
    }

    private float* Grow(int slot, long floats)
    {
        MemoryUse.Free(_buffers[slot], _sizes[slot] * sizeof(float));
        (_buffers[slot], _sizes[slot]) = (0, 0);
        _buffers[slot] = MemoryUse.Allocate(checked(floats * sizeof(float)));
        _sizes[slot] = floats;
        return (float*)_buffers[slot];
    }
}
