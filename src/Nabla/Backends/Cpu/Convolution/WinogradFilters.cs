namespace Nabla.Backends.Cpu;

/// <summary>
/// The filters of a 3×3 convolution as Winograd's 36 planes, in panels of output channels: panel, plane, input channel,
/// output lane. Lanes without an output are 0.
/// </summary>
internal readonly unsafe struct WinogradFilters(WeightPanels weights)
{
    private const int Taps = 9;

    /// <summary>Floats after each plane, lest all 36 fall into the same lines of the cache.</summary>
    private const int Gap = 32;

    /// <summary>Input channels whose taps are brought together at a time, in the first-level cache.</summary>
    private const int Group = 16;

    private readonly WeightPanels _weights = weights;

    /// <summary>Floats of work space for <see cref="Transform"/>.</summary>
    public static int Work => WinogradKernels.Between + Group * Taps * Tiles.Columns;

    public nint Plane(int panel) => (nint)_weights.Window.Channels * _weights.Width(panel) + Gap;

    /// <summary>Floats of a panel, at most.</summary>
    public nint PanelSize => 36 * Plane(0);

    /// <summary>Transforms the filters of one panel for the channels first to end (exclusive).</summary>
    public void Transform(int panel, int first, int end, float* to, float* work, bool stream)
    {
        float* taps = work + WinogradKernels.Between;
        int width = _weights.Width(panel);
        for (int c = first; c < end; c += Group)
        {
            int count = Math.Min(Group, end - c), last = (Taps - 1) * width;
            bool turned = Gather(panel, c, count, taps);
            for (int i = 0; i < count; i++)
                WinogradKernels.Filter(taps + i * Taps * width + (turned ? last : 0), turned ? -width : width, width, to + (nint)(c + i) * width, Plane(panel), work, stream);
        }
    }

    /// <summary>Brings the taps of some channels together: channel, tap, lane; true where the taps are in the order of the memory, the last one first.</summary>
    private bool Gather(int panel, int first, int count, float* to)
    {
        int width = _weights.Width(panel), columns = _weights.Columns(panel);
        float* from = _weights.W + (nint)panel * Tiles.Columns * _weights.Output + first * _weights.Channel;
        if (_weights.Column == 1 && _weights.Row == 3 && _weights.Channel == Taps)
        {
            GemmPack.Panel(from, _weights.Output, 1, columns, count * Taps, to, width);
            return false;
        }

        // The gradient of the input sees the filters turned around: nine numbers, of one output after the other.
        if (_weights.Column == -1 && _weights.Row == -3 && _weights.Output == Taps)
        {
            for (int c = 0; c < count; c++, from += _weights.Channel, to += Taps * width)
                GemmPack.Panel(from - (Taps - 1), Taps, 1, columns, Taps, to, width);
            return true;
        }

        for (int c = 0; c < count; c++, from += _weights.Channel)
            for (int tap = 0; tap < Taps; tap++, to += width)
                GemmPack.Panel(from + tap / 3 * _weights.Row + tap % 3 * _weights.Column, _weights.Output, 0, columns, 1, to, width);
        return false;
    }
}
