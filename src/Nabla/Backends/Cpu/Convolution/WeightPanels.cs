namespace Nabla.Backends.Cpu;

/// <summary>
/// A kernel's weights as panels of output channels: for each (ky, kx, channel) one group of lanes, zeros where there is
/// no output. All panels but the last are as wide as a tile; the last has one vector when that is enough.
/// </summary>
internal unsafe struct WeightPanels
{
    /// <summary>The weight of the first tap; distances between outputs, channels and taps. Steps may be negative.</summary>
    public float* W;

    public nint Output, Channel, Row, Column;

    /// <summary>The window they serve.</summary>
    public Correlation Window;

    public float* Packed;

    public readonly int Count => (Window.Outputs + Tiles.Columns - 1) / Tiles.Columns;

    public readonly long Size => ((long)(Count - 1) * Tiles.Columns + Width(Count - 1)) * Window.Depth;

    /// <summary>Columns that exist in a panel.</summary>
    public readonly int Columns(int panel) => Math.Min(Tiles.Columns, Window.Outputs - panel * Tiles.Columns);

    /// <summary>Floats in each group of a panel.</summary>
    public readonly int Width(int panel) => Columns(panel) > Tiles.Lanes ? Tiles.Columns : Tiles.Lanes;

    public readonly float* Panel(int panel) => Packed + (nint)panel * Tiles.Columns * Window.Depth;

    /// <summary>What the packing of these weights depends on.</summary>
    public readonly PackKey Key(string routine, Storage? source) => new(
        routine, source is null ? 0 : (nint)W - source.Pointer, Output, Channel, Row, Column, Window.Outputs, Window.Channels, Window.KernelH, Window.KernelW, Window.Folded * 256 + Window.StrideW);

    /// <summary>Packs all panels: for good where <paramref name="source"/> keeps them, else into the calling thread's work space.</summary>
    /// <returns>What must live while they are used.</returns>
    public PackedWeights? Pack(Storage? source)
    {
        var key = Key("direct", source);
        if (PackedWeights.Find(source, key) is { } packed)
        {
            Packed = packed.Data;
            return packed;
        }

        var room = PackedWeights.Room(source, key, Size);
        Packed = room is null ? Scratch.Get(Scratch.Weights, Size) : room.Data;
        PackAll();
        if (room is not null)
            source!.Packed = room;
        return room;
    }

    private readonly void PackAll()
    {
        var panels = this;
        if (Size < InlineSize)
            for (int i = 0; i < Count * Window.KernelH; i++)
                PackRow(&panels, i);
        else
            Workers.For(Count * Window.KernelH, &PackRow, &panels);
    }

    private const long InlineSize = 32_768;

    /// <summary>Packs one row of taps of one panel.</summary>
    private static void PackRow(void* state, int i)
    {
        var p = (WeightPanels*)state;
        ref readonly var window = ref p->Window;
        int panel = i / window.KernelH, ky = i % window.KernelH, width = p->Width(panel), columns = p->Columns(panel), channels = window.Channels;
        int outputs = window.Outputs / window.Folded, shift = window.StrideW / window.Folded, taps = window.KernelW - (window.Folded - 1) * shift;
        float* row = p->Panel(panel) + (nint)ky * window.RowLength * width, from = p->W + ky * p->Row;
        if (window.Folded == 1 && columns == width)
        {
            Whole(p, from + (nint)panel * Tiles.Columns * p->Output, row, width, taps, channels);
            return;
        }

        new Span<float>(row, window.RowLength * width).Clear();
        for (int lane = 0; lane < columns; lane++)
        {
            int all = panel * Tiles.Columns + lane, o = all % outputs, first = all / outputs * shift;
            for (int kx = 0; kx < taps; kx++)
                for (int c = 0; c < channels; c++)
                    row[((first + kx) * channels + c) * width + lane] = from[o * p->Output + kx * p->Column + c * p->Channel];
        }
    }

    // Lanes innermost: each run of writes is one group, and reads advance on one stream for each lane.
    private static void Whole(WeightPanels* p, float* from, float* to, int width, int taps, int channels)
    {
        nint output = p->Output;
        for (int kx = 0; kx < taps; kx++)
            for (int c = 0; c < channels; c++, to += width)
            {
                float* w = from + kx * p->Column + c * p->Channel;
                for (int lane = 0; lane < width; lane++)
                    to[lane] = w[lane * output];
            }
    }
}
