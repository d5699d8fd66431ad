using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>
/// Convolution straight from channels-last rows: each tile is a few output pixels times a panel of output channels and
/// sums over the whole window in registers. Chunks are image groups, bands of output rows or groups of panels; their
/// bounds depend on shapes alone.
/// </summary>
internal unsafe struct DirectConvolution
{
    /// <summary>Bytes of padded input rows that a chunk may hold in the second-level cache beside its weights.</summary>
    private const long BandBytes = 256 * 1024;

    /// <summary>Bytes of outputs that a chunk may write before an epilogue reads them again.</summary>
    private const long OutputBytes = 512 * 1024;

    /// <summary>Bytes of a line of the cache.</summary>
    private const int Line = 64;

    /// <summary>Chunks to aim at, so that a few threads finish together even on one image.</summary>
    private const int TargetChunks = 16;

    /// <summary>Multiply-adds that a chunk should have at least, and output pixels that should pass by a large panel.</summary>
    private const long MinWork = 100_000, MinPixels = 196;

    private Correlation _window;
    private WeightPanels _panels;
    private float* _bias, _gate;
    private Epilogue _epilogue;

    /// <summary>Whether outputs are stored past the caches; or, where an epilogue reads them again, each tile's lines are asked for before it is computed.</summary>
    private bool _stream, _fetch;

    private int _bandRows, _bands, _groupImages, _groups, _panelsPerChunk, _panelChunks;
    private int _half, _halvesPerRow;

    /// <summary>Writes every pixel of <paramref name="window"/>. Weights come unpacked, with their window unset; their storage keeps them packed, if given.</summary>
    /// <remarks>With a gate (N, C), each channel of each image is multiplied by its number; see <see cref="GatedPixels"/>.</remarks>
    public static void Run(in Correlation window, WeightPanels panels, float* bias, Storage? source, in Epilogue epilogue, float* gate = null)
    {
        if (window.Images == 0 || window.OutHeight <= 0 || window.OutWidth <= 0 || window.Outputs == 0)
            return;
        panels.Window = gate == null ? window.Fold() : window;
        var job = new DirectConvolution { _window = gate == null ? PixelsApart.Of(panels.Window) : window, _panels = panels, _epilogue = epilogue, _gate = gate };
        job._stream = epilogue.IsEmpty && window.Streams;
        job._fetch = !job._stream && window.Streams;
        var packed = job._panels.Pack(source);
        job._bias = Repeat(bias, job._window.Outputs, job._window.Folded);
        job.Plan();
        if (gate != null && job._panelChunks > 1)
        {
            job._window = GatedPixels.All(window, gate);        // once, not for each chunk of panels
            job._gate = null;
        }

        Workers.For(job._groups * job._bands * job._panelChunks, &Chunk, Unsafe.AsPointer(ref job));
        GC.KeepAlive(packed);
    }

    private static float* Repeat(float* bias, int outputs, int folded)
    {
        if (bias == null || folded == 1)
            return bias;
        float* all = Scratch.Get(Scratch.Bias, outputs);
        for (int i = 0; i < outputs; i++)
            all[i] = bias[i % (outputs / folded)];
        return all;
    }

    private void Plan()
    {
        int outHeight = _window.OutHeight, width = _window.OutWidth, images = _window.Images;
        _halvesPerRow = Divide(width, Tiles.HalfRows);
        _half = Divide(width, _halvesPerRow);

        _bandRows = outHeight;
        while (_bandRows > 1 && (RowBytes(_bandRows) > BandBytes || (_fetch && (long)_bandRows * width * _window.Outputs * sizeof(float) > OutputBytes)))
            _bandRows = Divide(_bandRows, 2);
        // Few images: cut their rows further while the pieces stay worth a chunk and reuse the weights.
        while (_bandRows > 1 && images * Divide(outHeight, _bandRows) < TargetChunks
            && Work(_bandRows / 2) >= MinWork && (_bandRows / 2) * width >= MinPixels / 2)
            _bandRows = Divide(_bandRows, 2);
        _bands = Divide(outHeight, _bandRows);

        _groupImages = 1;
        // Small images: let several pass by the same weights.
        while (_bands == 1 && _groupImages < images && (long)_groupImages * outHeight * width < MinPixels && RowBytes(outHeight) * _groupImages < BandBytes)
            _groupImages++;
        _groups = Divide(images, _groupImages);

        _panelsPerChunk = _panels.Count;
        while (_panelsPerChunk > 1 && _groups * _bands * Divide(_panels.Count, _panelsPerChunk) < TargetChunks
            && _groupImages * Work(_bandRows) / _panels.Count * _panelsPerChunk >= 2 * MinWork)
            _panelsPerChunk = Divide(_panelsPerChunk, 2);
        _panelChunks = Divide(_panels.Count, _panelsPerChunk);
    }

    private readonly long RowBytes(int rows) => (long)_window.InputRows(rows) * _window.PaddedWidth * _window.Channels * sizeof(float);

    private readonly long Work(int rows) => (long)rows * _window.OutWidth * _window.Outputs * _window.Depth;

    private static int Divide(int value, int by) => (value + by - 1) / by;

    private static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<DirectConvolution>(state);
        int part = chunk % job._panelChunks, band = chunk / job._panelChunks % job._bands, group = chunk / job._panelChunks / job._bands;
        int n = group * job._groupImages, end = Math.Min(job._window.Images, n + job._groupImages);
        int from = band * job._bandRows, to = Math.Min(job._window.OutHeight, from + job._bandRows);
        int panel = part * job._panelsPerChunk, lastPanel = Math.Min(job._panels.Count, panel + job._panelsPerChunk);
        job.Band(n, end, from, to, panel, lastPanel);
        job.Finish(n, end, from, to, panel * Tiles.Columns, Math.Min(job._window.Outputs, lastPanel * Tiles.Columns));
        if (job._stream)
            Streaming.End();
    }

    private readonly void Band(int n, int end, int from, int to, int panel, int lastPanel)
    {
        var window = _window;
        if (_gate != null)
            window = GatedPixels.Band(window, _gate, n, end, from, to);
        float* x = window.Rows(n, end, from, to, Scratch.Patches, out nint rowStep, out nint imageStep);
        nint pixel = window.RowPixel;
        int count = (end - n) * (to - from) * _halvesPerRow;
        var halves = (Half*)Scratch.Get(Scratch.Halves, (long)count * sizeof(Half) / sizeof(float));
        var next = halves;
        for (int i = n; i < end; i++)
            for (int row = from; row < to; row++)
                for (int h = 0; h < _halvesPerRow; h++)
                {
                    // The last half of a row may overlap the one before: it writes the same values again.
                    int column = Math.Min(h * _half, _window.OutWidth - _half);
                    next->A = x + (i - n) * imageStep + (nint)(row - from) * _window.StrideH * rowStep + column * _window.StrideW * pixel;
                    next++->C = _window.Pixel(i, row, column);
                }

        var tile = new Tile { ALane = _window.StrideW * pixel, ADepth = 1, ARow = rowStep, Rows = _window.KernelH, Depth = _window.RowLength, CLane = _window.YPixel, Stream = _stream };
        for (; panel < lastPanel; panel++)
        {
            int width = _panels.Width(panel), first = panel * Tiles.Columns;
            tile.B = _panels.Panel(panel);
            tile.BDepth = width;
            tile.BRow = (nint)_window.RowLength * width;
            tile.Bias = _bias == null ? null : _bias + first;
            tile.Columns = _panels.Columns(panel);
            Sweep(&tile, halves, count, first, (nint)Ahead(panel, lastPanel) * _window.Depth * Tiles.Columns * sizeof(float));
        }
    }

    /// <summary>How many panels on the one lies that this thread will probably read next; 0 for none.</summary>
    private readonly int Ahead(int panel, int lastPanel)
    {
        int next = panel + 1 == lastPanel && Workers.Backwards ? lastPanel - 2 * _panelsPerChunk : panel + 1;
        return (uint)next < (uint)_panels.Count ? next - panel : 0;
    }

    private readonly void Finish(int n, int end, int from, int to, int first, int last)
    {
        for (; n < end && !_epilogue.IsEmpty; n++)
            for (int row = from; row < to; row++)
                _epilogue.Apply(_window.Pixel(n, row, 0) + first, _window.OutWidth, _window.YPixel, last - first);
    }

    /// <summary>All pixels by one panel; the first tiles bring the next panel near, since few pixels do not repay the wait for it, the others the next tiles' pixels.</summary>
    private readonly void Sweep(Tile* tile, Half* halves, int count, int first, nint next)
    {
        var pair = Tiles.Select(2, _half, tile->Columns);
        int i = 0;
        for (; i + 2 <= count; i += 2)
        {
            if (_fetch && i + 3 < count)
            {
                Fetch(halves[i + 2].C + first, tile->CLane);
                Fetch(halves[i + 3].C + first, tile->CLane);
            }

            tile->Ahead = i == 0 && next != 0 ? next : i + 2 < count && tile->Rows == 1 ? (nint)((byte*)halves[i + 2].A - (byte*)tile->B) : 0;
            tile->A0 = halves[i].A;
            tile->A1 = halves[i + 1].A;
            tile->C0 = halves[i].C + first;
            tile->C1 = halves[i + 1].C + first;
            pair(tile);
        }

        if (i == count)
            return;
        tile->A0 = halves[i].A;
        tile->C0 = halves[i].C + first;
        Tiles.Select(1, _half, tile->Columns)(tile);
    }

    /// <summary>Asks for the lines that one half of a tile will write.</summary>
    private readonly void Fetch(float* outputs, nint pixel)
    {
        if (!Sse.IsSupported)
            return;
        for (int lane = 0; lane < _half; lane++, outputs += pixel)
            for (int at = 0; at < Tiles.Columns * sizeof(float); at += Line)
                Sse.Prefetch0((byte*)outputs + at);
    }

    /// <summary>Some neighbouring pixels of one row: where their windows begin, and where they go.</summary>
    private struct Half
    {
        public float* A, C;
    }
}
