namespace Nabla.Backends.Cpu;

/// <summary>
/// The gradient of a convolution's weight straight from channels-last rows: each tile is some (kx, channel) of two rows
/// of taps times a panel of output channels, summed over the pixels of a chunk in registers. Panels of outputs are packed block by block,
/// and the tiles of one block bring the next one near, since its pixels do not repay the wait for them.
/// </summary>
/// <remarks>Chunks are parts of the batch, each with sums of its own, or groups of panels. Both depend on shapes alone.</remarks>
internal unsafe struct WeightGradient
{
    /// <summary>The most parts of the batch that are summed apart, and the floats that they may take together.</summary>
    private const int MaxParts = 8, MaxSums = 4 << 20;

    /// <summary>Chunks to aim at.</summary>
    private const int TargetChunks = 16;

    /// <summary>Bytes of x and dy that should lie in the second-level cache while all tiles pass over them.</summary>
    private const long BlockBytes = 512 * 1024;

    /// <summary>Channels whose sums a chunk hands on, and those that it turns at a time, in the first-level cache.</summary>
    private const int FinishChannels = 32, TurnedChannels = 8;

    private Correlation _window;
    private float* _sums, _weight;
    private nint _output, _channel, _row, _column;
    private int _half, _halvesPerRow, _bandRows, _bands, _groupImages, _parts, _panels, _panelsPerChunk;

    /// <summary>dw (O, C, kh, kw) of the given steps, from the images and pixels of <paramref name="window"/>.</summary>
    public static void Run(in Correlation window, float* dw, nint output, nint channel, nint row, nint column)
    {
        var job = new WeightGradient { _window = window.Fold(), _weight = dw, _output = output, _channel = channel, _row = row, _column = column };
        job.Plan();
        job._sums = Scratch.Get(Scratch.Weights, job._parts * job.PartSize);
        Workers.For(job._parts * Divide(job._panels, job._panelsPerChunk), &Chunk, &job);
        if (job.IsDense)
            Workers.For(job._panels * Divide(job._window.Channels, FinishChannels), &FinishDense, &job);
        else
            Workers.For(job._panels * job._window.KernelH, &Finish, &job);
    }

    private readonly int Halves => _window.KernelH * _halvesPerRow;

    /// <summary>Floats in the sums of one panel, and of all.</summary>
    private readonly nint PanelSize => (nint)Halves * _half * Tiles.Columns;

    private readonly nint PartSize => _panels * PanelSize;

    private void Plan()
    {
        _halvesPerRow = Divide(_window.RowLength, Tiles.HalfRows);
        _half = Divide(_window.RowLength, _halvesPerRow);
        _panels = Divide(_window.Outputs, Tiles.Columns);

        _bandRows = _window.OutHeight;
        while (_bandRows > 1 && BandBytes(_bandRows) > BlockBytes)
            _bandRows = Divide(_bandRows, 2);
        _bands = Divide(_window.OutHeight, _bandRows);

        _parts = (int)Math.Clamp(MaxSums / PartSize, 1, Math.Min(MaxParts, (long)_window.Images * _bands));
        _groupImages = _bands > 1 ? 1 : (int)Math.Clamp(BlockBytes / Math.Max(1, BandBytes(_bandRows)), 1, Divide(_window.Images, _parts));
        _parts = Math.Min(_parts, Divide(_window.Images, _groupImages) * _bands);
        _panelsPerChunk = _panels;
        while (_panelsPerChunk > 1 && _parts * Divide(_panels, _panelsPerChunk) < TargetChunks)
            _panelsPerChunk = Divide(_panelsPerChunk, 2);
    }

    private readonly long BandBytes(int rows) =>
        ((long)_window.InputRows(rows) * _window.PaddedWidth * _window.Channels + (long)rows * _window.OutWidth * _window.Outputs) * sizeof(float);

    private static int Divide(int value, int by) => (value + by - 1) / by;

    private static void Chunk(void* state, int chunk)
    {
        var job = (WeightGradient*)state;
        int part = chunk % job->_parts, panel = chunk / job->_parts * job->_panelsPerChunk;
        long blocks = (long)Divide(job->_window.Images, job->_groupImages) * job->_bands;
        int block = (int)(blocks * part / job->_parts), end = (int)(blocks * (part + 1) / job->_parts);
        for (int first = block; block < end; block++)
            job->Block(block, part, panel, Math.Min(job->_panels, panel + job->_panelsPerChunk), accumulate: block > first);
    }

    /// <summary>Adds the pixels of some images, or of a band of one, to a part's sums.</summary>
    private readonly void Block(int block, int part, int panel, int lastPanel, bool accumulate)
    {
        int n = block / _bands * _groupImages, end = Math.Min(_window.Images, n + _groupImages);
        int from = block % _bands * _bandRows, to = Math.Min(_window.OutHeight, from + _bandRows);
        float* x = _window.Rows(n, end, from, to, Scratch.Patches, out nint rowStep, out nint imageStep);
        int pixels = (to - from) * _window.OutWidth;
        nint packedPanel = (nint)(end - n) * pixels * Tiles.Columns;
        float* packed = _panels == 1 ? null : Pack(n, end, from, to, panel, lastPanel, packedPanel);
        var tile = new Tile
        {
            ALane = 1,
            ADepth = _window.StrideW * _window.RowPixel,
            ARow = _window.StrideH * rowStep,
            Rows = to - from,
            Depth = _window.OutWidth,
            CLane = Tiles.Columns,
        };
        for (int pass = 0; panel < lastPanel; panel++, packed += packedPanel)
        {
            tile.Columns = Math.Min(Tiles.Columns, _window.Outputs - panel * Tiles.Columns);
            bool isPacked = packed != null && tile.Columns == Tiles.Columns;
            (tile.BDepth, tile.BRow) = isPacked ? (Tiles.Columns, (nint)_window.OutWidth * Tiles.Columns) : (_window.YPixel, _window.YRow);
            var pair = Tiles.Select(2, _half, tile.Columns);
            var single = Tiles.Select(1, _half, tile.Columns);
            float* sums = _sums + part * PartSize + panel * PanelSize;
            for (int h = 0; h < Halves; h += 2)
            {
                tile.C0 = sums + (nint)h * _half * Tiles.Columns;
                tile.C1 = tile.C0 + _half * Tiles.Columns;
                tile.Accumulate = accumulate;
                for (int i = n; i < end; i++, tile.Accumulate = true)
                {
                    float* image = x + (i - n) * imageStep;
                    tile.A0 = image + Start(h, rowStep);
                    tile.A1 = image + Start(h + 1, rowStep);
                    tile.B = isPacked ? packed + (nint)(i - n) * pixels * Tiles.Columns : _window.Pixel(i, from, 0) + panel * Tiles.Columns;
                    tile.Ahead = isPacked && end - n == 1 ? Ahead(n, to, to - from, pass++, packedPanel * sizeof(float), tile.B) : 0;
                    (h + 1 < Halves ? pair : single)(&tile);
                }
            }
        }
    }

    /// <summary>
    /// Bytes from <paramref name="b"/> to what the next block will read: outputs, then rows of the input, a piece for every tile. 0 when there is no more.
    /// </summary>
    private readonly nint Ahead(int n, int to, int rows, int pass, nint piece, float* b)
    {
        long at = pass * piece, outputs = rows * _window.YRow * sizeof(float), inputs = rows * _window.StrideH * _window.XRow * sizeof(float);
        byte* next = (byte*)_window.Pixel(n, to, 0);
        if (at >= outputs)
        {
            at -= (outputs + piece - 1) / piece * piece;
            next = (byte*)(_window.X + n * _window.XImage + (_window.Top + to * _window.StrideH) * _window.XRow);
            if (at >= inputs)
                return 0;
        }

        return (nint)(next + at - (byte*)b);
    }

    /// <summary>Brings the outputs of each whole panel together, pixel after pixel, so that a tile reads them straight through.</summary>
    private readonly float* Pack(int n, int end, int from, int to, int panel, int lastPanel, nint panelSize)
    {
        float* packed = Scratch.Get(Scratch.Products, (lastPanel - panel) * panelSize), row = packed;
        int whole = Math.Min(lastPanel, _window.Outputs / Tiles.Columns);
        for (; n < end; n++)
            for (int i = from; i < to; i++, row += (nint)_window.OutWidth * Tiles.Columns)
                for (int p = panel; p < whole; p++)
                    GemmPack.Panel(_window.Pixel(n, i, 0) + p * Tiles.Columns, 1, _window.YPixel, Tiles.Columns, _window.OutWidth, row + (p - panel) * panelSize, Tiles.Columns);
        return packed;
    }

    /// <summary>Where half h begins under a window; the last one of a row overlaps the one before.</summary>
    private readonly nint Start(int h, nint rowStep) =>
        h / _halvesPerRow * rowStep + Math.Min(h % _halvesPerRow * _half, _window.RowLength - _half);

    /// <summary>Adds the parts of one panel and row of taps, and hands each weight its sum.</summary>
    private static void Finish(void* state, int chunk)
    {
        var job = (WeightGradient*)state;
        ref readonly var w = ref job->_window;
        int panel = chunk / w.KernelH, ky = chunk % w.KernelH, rowFloats = job->_halvesPerRow * job->_half * Tiles.Columns;
        float* sums = job->_sums + panel * job->PanelSize + (nint)ky * rowFloats;
        for (int part = 1; part < job->_parts; part++)
            Floats.Add(sums, sums + part * job->PartSize, rowFloats);

        int shift = w.StrideW / w.Folded, outputs = w.Outputs / w.Folded, taps = w.KernelW - (w.Folded - 1) * shift;
        int first = panel * Tiles.Columns, count = Math.Min(outputs - first, Tiles.Columns);
        for (int kx = 0; kx < taps; kx++)
            for (int c = 0; c < w.Channels; c++)
            {
                float* to = job->_weight + first * job->_output + c * job->_channel + ky * job->_row + kx * job->_column;
                for (int o = 0; o < count; o++)
                {
                    float sum = 0;
                    for (int f = 0; f < w.Folded; f++)
                        sum += sums[job->Slot((kx + f * shift) * w.Channels + c) * Tiles.Columns + f * outputs + o];
                    to[o * job->_output] = sum;
                }
            }
    }

    /// <summary>True where the weights of an output lie together, channel by channel, and no pixels are computed as one.</summary>
    private readonly bool IsDense =>
        _window.Folded == 1 && _column == 1 && _row == _window.KernelW && _channel == _window.KernelH * _window.KernelW;

    /// <summary>Adds the parts of some channels of one panel and turns them: (channel, tap, lane) → (output, channel, tap), in runs of a few hundred bytes.</summary>
    private static void FinishDense(void* state, int chunk)
    {
        var job = (WeightGradient*)state;
        ref readonly var w = ref job->_window;
        var (panel, group) = Math.DivRem(chunk, Divide(w.Channels, FinishChannels));
        int c = group * FinishChannels, end = Math.Min(w.Channels, c + FinishChannels), taps = w.KernelH * w.KernelW;
        int first = panel * Tiles.Columns, columns = Math.Min(Tiles.Columns, w.Outputs - first);
        float* sums = Scratch.Get(Scratch.Transforms, TurnedChannels * taps * Tiles.Columns);
        for (int count; c < end; c += count)
        {
            count = Math.Min(TurnedChannels, end - c);
            float* row = sums;
            for (int i = c; i < c + count; i++)
                for (int tap = 0; tap < taps; tap++, row += Tiles.Columns)
                    job->AddParts(panel, tap / w.KernelW, tap % w.KernelW * w.Channels + i, row);
            GemmPack.Turn(sums, Tiles.Columns, count * taps, columns, job->_weight + first * job->_output + c * job->_channel, job->_output);
        }
    }

    /// <summary>The sums of one row of taps and position (kx, channel), over the parts in order.</summary>
    private readonly void AddParts(int panel, int ky, int position, float* to)
    {
        float* from = _sums + panel * PanelSize + ((nint)ky * _halvesPerRow * _half + Slot(position)) * Tiles.Columns;
        new ReadOnlySpan<float>(from, Tiles.Columns).CopyTo(new Span<float>(to, Tiles.Columns));
        for (int part = 1; part < _parts; part++)
            Floats.Add(to, from + part * PartSize, Tiles.Columns);
    }

    /// <summary>The row of sums that holds a position (kx, channel) of a row of taps.</summary>
    private readonly int Slot(int position)
    {
        int h = Math.Min(position / _half, _halvesPerRow - 1);
        return h * _half + position - Math.Min(h * _half, _window.RowLength - _half);
    }
}
