using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>
/// 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): tiles and filters are transformed, multiplied plane by plane as
/// 36 small matrix products over channels, and transformed back. Chunks depend on shapes alone, and every sum runs over
/// the channels in order, so the result depends neither on threads nor on the plan.
/// </summary>
internal unsafe struct WinogradConvolution
{
    /// <summary>Bytes of transformed tiles that a chunk may hold in the second-level cache beside its products.</summary>
    private const long BlockBytes = 256 * 1024;

    /// <summary>Chunks to aim at.</summary>
    private const int TargetChunks = 16;

    /// <summary>Tiles that a chunk transforms when they are shared, and channels of filters.</summary>
    private const int SharedTiles = 4, SharedChannels = 64;

    /// <summary>The products of a tile and of a filter that are summed over channels.</summary>
    private const int Planes = 36;

    /// <summary>Channels that repay the transforms, and pixels of a map's side that fill tiles.</summary>
    private const int MinChannels = 24, MinSize = 4;

    /// <summary>Transformed filters of more bytes than the caches hold, which only so many tiles repay: they are four times the weights to read.</summary>
    private const long LargeFilters = 8L << 20;

    private const int MinTiles = 16;

    /// <summary>Floats after each plane, lest all 36 fall into the same lines of the cache.</summary>
    private const int Gap = 16;

    private static volatile bool s_enabled = true;

    private Correlation _window;
    private WeightPanels _weights;
    private WinogradTiles _tiles;
    private WinogradFilters _filters;
    private Epilogue _epilogue;
    private bool _stream;
    private float* _bias, _shared, _products, _transformed;
    private nint _lane;
    private int _block, _channelGroups;

    /// <summary>False forces the direct sum.</summary>
    public static bool Enabled
    {
        get => s_enabled;
        set => s_enabled = value;
    }

    /// <summary>Where this is faster than the direct sum. The batch matters only where reading the filters takes longer than their products.</summary>
    public static bool Suits(in Correlation window) =>
        s_enabled && window is { KernelH: 3, KernelW: 3, StrideH: 1, StrideW: 1, Channels: >= MinChannels, Outputs: >= MinChannels, OutHeight: >= MinSize, OutWidth: >= MinSize }
        && window.XChannel == 1
        && (new WinogradTiles(window).Count >= MinTiles || (long)Planes * sizeof(float) * window.Channels * window.Outputs < LargeFilters);

    /// <summary>Writes every pixel of <paramref name="window"/>. Weights come unpacked, with their window unset; their storage keeps the filters, if given.</summary>
    public static void Run(in Correlation window, WeightPanels weights, float* bias, Storage? source, in Epilogue epilogue)
    {
        weights.Window = window;
        var job = new WinogradConvolution
        {
            _window = window,
            _weights = weights,
            _tiles = new(window),
            _filters = new(weights),
            _bias = bias,
            _epilogue = epilogue,
            _stream = epilogue.IsEmpty && window.Streams && Lanes512.IsSupported,             // narrower vectors are parts of lines
            _lane = (window.Channels + Tiles.Lanes - 1) / Tiles.Lanes * Tiles.Lanes,
        };
        bool byPanels = job._tiles.Count < 2 * window.Outputs;
        var packed = job.Filters(source, scratch: !byPanels);
        if (!byPanels)
            job.ByTiles();
        else if (packed is not null)
            job.ByPlanes();
        else
            job.ByPanels();
        GC.KeepAlive(packed);
    }

    /// <summary>The filters, transformed: kept ones, or those of this call alone where <paramref name="scratch"/> says that all are needed at once.</summary>
    private PackedWeights? Filters(Storage? source, bool scratch)
    {
        var key = _weights.Key("winograd", source);
        if (PackedWeights.Find(source, key) is { } packed)
        {
            _transformed = packed.Data;
            return packed;
        }

        long size = (long)_weights.Count * _filters.PanelSize;
        var room = PackedWeights.Room(source, key, size);
        if (room is null && !scratch)
            return null;
        _transformed = room is null ? Scratch.Get(Scratch.Weights, size) : room.Data;
        _channelGroups = Divide(_window.Channels, SharedChannels);
        var job = this;
        Workers.For(_weights.Count * _channelGroups, &ShareFilters, Unsafe.AsPointer(ref job));
        if (room is not null)
            source!.Packed = room;
        return room;
    }

    /// <summary>Many tiles, few filters: each chunk transforms its tiles and keeps them in its cache.</summary>
    private void ByTiles()
    {
        int unit = 2 * Tiles.HalfRows;
        _block = unit;
        while (2 * _block <= _tiles.Count / TargetChunks && Planes * sizeof(float) * _lane * 2 * _block <= BlockBytes)
            _block *= 2;
        var job = this;
        Workers.For(Divide(_tiles.Count, _block), &Block, Unsafe.AsPointer(ref job));
    }

    /// <summary>Few tiles, many filters: the tiles are transformed once, and each chunk transforms the filters of one panel, unless they are kept.</summary>
    private void ByPanels()
    {
        _block = _tiles.Count;
        _shared = Scratch.Get(Scratch.Patches, Planes * TilePlane);
        var job = this;
        Workers.For(Divide(_tiles.Count, SharedTiles), &ShareTiles, Unsafe.AsPointer(ref job));
        Workers.For(_weights.Count, &Panel, Unsafe.AsPointer(ref job));
    }

    /// <summary>Few tiles, many filters that are kept: each chunk makes the products of one plane, whose tiles and filters are read but once.</summary>
    private void ByPlanes()
    {
        _block = _tiles.Count;
        _shared = Scratch.Get(Scratch.Patches, Planes * TilePlane);
        _products = Scratch.Get(Scratch.Products, _weights.Count * Planes * ProductPlane);
        var job = this;
        Workers.For(Divide(_tiles.Count, SharedTiles), &ShareTiles, Unsafe.AsPointer(ref job));
        Workers.For(Planes, &Plane, Unsafe.AsPointer(ref job));
        Workers.For(Divide(_tiles.Count, SharedTiles), &SharePixels, Unsafe.AsPointer(ref job));
    }

    private readonly nint TilePlane => _block * _lane + Gap;

    private readonly nint ProductPlane => (nint)_block * Tiles.Columns + Gap;

    private static void ShareFilters(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        var (panel, group) = Math.DivRem(chunk, job._channelGroups);
        int first = group * SharedChannels, end = Math.Min(job._window.Channels, first + SharedChannels);
        job._filters.Transform(panel, first, end, job._transformed + panel * job._filters.PanelSize, Scratch.Get(Scratch.Transforms, WinogradFilters.Work), WinogradKernels.StreamsShared);
        Streaming.End();
    }

    private static void ShareTiles(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        int first = chunk * SharedTiles, end = Math.Min(job._tiles.Count, first + SharedTiles);
        job.TransformTiles(first, end, job._shared + first * job._lane, WinogradKernels.StreamsShared);
        Streaming.End();
    }

    private static void Block(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        int first = chunk * job._block, end = Math.Min(job._tiles.Count, first + job._block);
        float* tiles = Scratch.Get(Scratch.Patches, Planes * job.TilePlane);
        job.TransformTiles(first, end, tiles, stream: false);
        job.Multiply(0, job._weights.Count, first, end, tiles, job._transformed);
    }

    private static void Panel(void* state, int panel)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        float* filters = job._transformed + panel * job._filters.PanelSize;
        if (job._transformed == null)
        {
            filters = Scratch.Get(Scratch.Weights, job._filters.PanelSize);
            job._filters.Transform(panel, 0, job._window.Channels, filters, Scratch.Get(Scratch.Transforms, WinogradFilters.Work), stream: false);
        }

        job.Multiply(panel, panel + 1, 0, job._tiles.Count, job._shared, filters);
    }

    private static void Plane(void* state, int plane)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        int last = job._weights.Count - 1, then = plane + (Workers.Backwards ? -1 : 1);
        nint panel = job._filters.PanelSize, turn = (uint)then < Planes ? (then - plane) * job._filters.Plane(0) - last * panel : 0;
        for (int p = 0; p <= last; p++)
            job.Product(
                job._shared + plane * job.TilePlane, job._tiles.Count, job._transformed + p * panel + plane * job._filters.Plane(p), job._weights.Width(p), p < last ? panel : turn,
                job._products + (p * Planes + plane) * job.ProductPlane);
    }

    private static void SharePixels(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<WinogradConvolution>(state);
        int first = chunk * SharedTiles;
        job.Pixels(0, job._weights.Count, first, Math.Min(job._tiles.Count, first + SharedTiles), job._products, 0);
    }

    private readonly void TransformTiles(int first, int end, float* to, bool stream)
    {
        float* work = Scratch.Get(Scratch.Transforms, WinogradKernels.Between + _window.Channels), zeros = work + WinogradKernels.Between;
        new Span<float>(zeros, _window.Channels).Clear();
        _tiles.Transform(first, end, to, _lane, TilePlane, zeros, work, stream);
    }

    /// <summary>The products of some tiles with some panels of filters, plane by plane, while each lies in the nearest cache; then their pixels.</summary>
    private readonly void Multiply(int panel, int lastPanel, int first, int end, float* tiles, float* filters)
    {
        int count = end - first;
        float* products = Scratch.Get(Scratch.Products, (lastPanel - panel) * Planes * ProductPlane);
        for (int plane = 0; plane < Planes; plane++)
            for (int p = panel; p < lastPanel; p++)
                Product(
                    tiles + plane * TilePlane, count, filters + (p - panel) * _filters.PanelSize + plane * _filters.Plane(p), _weights.Width(p), lastPanel - panel == 1 ? _filters.Plane(p) : 0,
                    products + ((p - panel) * Planes + plane) * ProductPlane);

        Pixels(panel, lastPanel, first, end, products, first);
    }

    /// <summary>The pixels of some tiles, from the products of some panels, those of tile <paramref name="origin"/> at the first place.</summary>
    private readonly void Pixels(int panel, int lastPanel, int first, int end, float* products, int origin)
    {
        float* work = Scratch.Get(Scratch.Transforms, WinogradKernels.Between);
        for (int tile = first; tile < end; tile++)
        {
            var pixels = _tiles.Pixels(tile);
            pixels.Data += panel * Tiles.Columns;
            pixels.Stream = _stream;
            for (int p = panel; p < lastPanel; p++, pixels.Data += Tiles.Columns)
                WinogradKernels.Output(
                    products + (p - panel) * Planes * ProductPlane + (tile - origin) * _weights.Width(p), ProductPlane, _weights.Columns(p),
                    _bias == null ? null : _bias + p * Tiles.Columns, pixels, work);
            Finish(_tiles.Pixels(tile), panel * Tiles.Columns, Math.Min(_window.Outputs, lastPanel * Tiles.Columns));
        }

        if (_stream)
            Streaming.End();
    }

    private readonly void Finish(in WinogradPixels pixels, int first, int last)
    {
        for (int i = 0; i < pixels.Rows && !_epilogue.IsEmpty; i++)
            _epilogue.Apply(pixels.Data + i * pixels.Row + first, pixels.Columns, pixels.Pixel, last - first);
    }

    /// <summary>(tiles, channels) · (channels, width) → (tiles, width), in register tiles of nearly equal height.</summary>
    private readonly void Product(float* a, int rows, float* b, int width, nint next, float* c)
    {
        var t = new Tile { ALane = _lane, ADepth = 1, B = b, BDepth = width, Rows = 1, Depth = _window.Channels, CLane = width, Columns = width };
        int count = Divide(rows, 2 * Tiles.HalfRows);
        for (int i = 0; i < count; i++)
        {
            // The halves of an odd one share a row.
            int row = (int)((long)i * rows / count), height = (int)((i + 1L) * rows / count) - row, half = (height + 1) / 2;
            t.Ahead = i == 0 ? next * sizeof(float) : 0;
            t.A0 = a + row * _lane;
            t.C0 = c + row * width;
            t.A1 = t.A0 + (height - half) * _lane;
            t.C1 = t.C0 + (height - half) * width;
            Tiles.Select(height > half ? 2 : 1, half, width)(&t);
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;
}
