namespace Nabla.Backends.Cpu;

/// <summary>
/// The gradient of a 3×3 convolution's weight by the adjoint of F(4×4, 3×3): dg = Gᵀ [Σ (Bᵀ d B) ⊙ (A dy Aᵀ)] G, where the sum runs over
/// the tiles. It is one product (C, tiles) · (tiles, O) in each of 36 planes: a quarter of the direct sum's multiply-adds.
/// </summary>
/// <remarks>
/// Blocks of tiles are transformed once for all threads and stay in the last-level cache; then each chunk is a plane of a panel of outputs, or,
/// where one block is all, every plane of some channels and a panel, whose sums never leave the second-level cache. With few channels a chunk
/// is a part of the tiles with sums of its own. Shapes alone decide, and every element adds its tiles in one order, so threads do not change the result.
/// </remarks>
internal unsafe struct WinogradWeightGradient
{
    /// <summary>Bytes of a block's transformed tiles, and tiles that it has at least, lest sums pass by too often.</summary>
    private const long BlockBytes = 4L << 20;

    private const int MinBlock = 64;

    /// <summary>Bytes of the sums of one group of panels: each group transforms all blocks again, so as much as it takes to do that seldom.</summary>
    private const long FarSums = 32L << 20;

    /// <summary>Bytes of the sums of all parts of the tiles, the most parts, and tiles that are worth one.</summary>
    private const long PartSums = 5L << 20;

    private const int MaxParts = 8, PartTiles = 32;

    /// <summary>Tiles that repay the 36 planes of sums.</summary>
    private const int MinTiles = 16;

    /// <summary>Tiles, and channels of filters, that are transformed together; channels whose sums stay in the second-level cache.</summary>
    private const int ChunkTiles = 4, ChunkChannels = 16, NearChannels = 64;

    private const int Planes = 36, Taps = 9;

    /// <summary>Floats after each plane, and after channels that are a multiple of so many, lest all fall into the same lines of the cache.</summary>
    private const int Gap = 32, Period = 128;

    private Correlation _window;
    private WinogradTiles _tiles;
    private float* _x, _dy, _sums, _weight;
    private nint _output, _channel, _row, _column, _lane;
    private int _panels, _block, _parts, _begin, _first, _end, _panel, _lastPanel;

    /// <summary>Where this is faster than the direct sum.</summary>
    public static bool Suits(in Correlation window) => WinogradConvolution.Suits(window) && new WinogradTiles(window).Count >= MinTiles;

    /// <summary>dw (O, C, 3, 3) of the given steps, from the images and pixels of <paramref name="window"/>.</summary>
    public static void Run(in Correlation window, float* dw, nint output, nint channel, nint row, nint column)
    {
        var job = new WinogradWeightGradient { _window = window, _tiles = new(window), _weight = dw, _output = output, _channel = channel, _row = row, _column = column };
        job.Run();
    }

    private readonly nint XPlane => _block * _lane + Gap;

    private readonly nint DyPanel => (nint)_block * Tiles.Columns;

    private readonly nint DyPlane => _panels * DyPanel + Gap;

    private readonly nint SumPlane => _lane * Tiles.Columns + Gap;

    private readonly nint PartSize => _panels * Planes * SumPlane;

    private void Run()
    {
        int tiles = _tiles.Count, channels = _window.Channels;
        _lane = Divide(channels + channels % 2, Tiles.Lanes) * Tiles.Lanes;
        if (_lane % Period == 0)
            _lane += Gap;
        _panels = Divide(_window.Outputs, Tiles.Columns);
        _parts = (int)Math.Clamp(Math.Min(PartSums / (Planes * sizeof(float) * SumPlane * _panels), tiles / PartTiles), 1, MaxParts);
        if (_parts > 1)
        {
            RunParts();
            return;
        }

        long tileBytes = (long)Planes * sizeof(float) * (channels + _window.Outputs), panelBytes = Planes * sizeof(float) * SumPlane;
        int blocks = Divide(tiles, (int)Math.Clamp(BlockBytes / tileBytes, Math.Min(tiles, MinBlock), tiles));
        _block = Divide(tiles, blocks);
        _x = Scratch.Get(Scratch.Patches, Planes * XPlane);
        _dy = Scratch.Get(Scratch.Products, Planes * DyPlane);
        if (blocks == 1)
        {
            _end = tiles;
            var whole = this;
            Workers.For(Divide(tiles, ChunkTiles), &Transform, &whole);
            Workers.For(_panels * Divide(channels, NearChannels), &SumAndFinish, &whole);
            return;
        }

        int group = (int)Math.Clamp(FarSums / panelBytes, 1, _panels);
        _sums = Scratch.Get(Scratch.Weights, group * Planes * SumPlane);
        var job = this;
        for (job._panel = 0; job._panel < _panels; job._panel = job._lastPanel)
        {
            job._lastPanel = Math.Min(_panels, job._panel + group);
            for (job._first = 0; job._first < tiles; job._first = job._end)
            {
                job._end = Math.Min(tiles, job._first + _block);
                Workers.For(Divide(job._end - job._first, ChunkTiles), &Transform, &job);
                Workers.For(Planes * (job._lastPanel - job._panel), &Sum, &job);
            }

            Workers.For((job._lastPanel - job._panel) * Divide(channels, ChunkChannels), &Finish, &job);
        }
    }

    /// <summary>Few channels: each part of the tiles has sums of its own, so that no thread reads, or writes over, what another has in its caches. That took as long as the products.</summary>
    private void RunParts()
    {
        _sums = Scratch.Get(Scratch.Weights, _parts * PartSize);
        _lastPanel = _panels;
        var job = this;
        Workers.For(_parts, &Part, &job);
        Workers.For(_panels * Divide(_window.Channels, ChunkChannels), &Finish, &job);
    }

    /// <summary>All sums of some of the tiles, block by block.</summary>
    private static void Part(void* state, int part)
    {
        var job = *(WinogradWeightGradient*)state;
        int tiles = job._tiles.Count, end = (int)(tiles * (part + 1L) / job._parts);
        job._begin = (int)((long)tiles * part / job._parts);
        job._block = Divide(end - job._begin, Divide(end - job._begin, 2 * PartTiles));
        job._x = Scratch.Get(Scratch.Patches, Planes * job.XPlane);
        job._dy = Scratch.Get(Scratch.Products, Planes * job.DyPlane);
        float* sums = job._sums + part * job.PartSize;
        for (job._first = job._begin; job._first < end; job._first = job._end)
        {
            job._end = Math.Min(end, job._first + job._block);
            for (int chunk = 0; chunk < Divide(job._end - job._first, ChunkTiles); chunk++)
                Transform(&job, chunk);
            for (int panel = 0; panel < job._panels; panel++)
                for (int plane = 0; plane < Planes; plane++)
                    job.Plane(plane, panel, 0, job._window.Channels, sums + (panel * Planes + plane) * job.SumPlane);
        }
    }

    private static int Divide(int value, int by) => (value + by - 1) / by;

    /// <summary>Some tiles of the input and of the outputs' gradients.</summary>
    private static void Transform(void* state, int chunk)
    {
        var job = (WinogradWeightGradient*)state;
        int first = job->_first + chunk * ChunkTiles, end = Math.Min(job->_end, first + ChunkTiles), numbers = Math.Max(job->_window.Channels, job->_window.Outputs);
        float* work = Scratch.Get(Scratch.Transforms, WinogradKernels.Between + numbers), zeros = work + WinogradKernels.Between;
        new Span<float>(zeros, numbers).Clear();
        bool stream = job->_parts == 1 && WinogradKernels.StreamsShared;
        job->_tiles.Transform(first, end, job->_x + (first - job->_first) * job->_lane, job->_lane, job->XPlane, zeros, work, stream);
        for (int tile = first; tile < end; tile++)
            job->_tiles.TransformGradient(tile, job->_dy + (tile - job->_first) * Tiles.Columns, job->DyPanel, job->DyPlane, zeros, work, stream);
        Streaming.End();
    }

    /// <summary>One plane of one panel, added to the sums of the blocks before.</summary>
    private static void Sum(void* state, int chunk)
    {
        var job = (WinogradWeightGradient*)state;
        var (plane, number) = Math.DivRem(chunk, job->_lastPanel - job->_panel);
        job->Plane(plane, job->_panel + number, 0, job->_window.Channels, job->_sums + (number * Planes + plane) * job->SumPlane);
    }

    /// <summary>(channels, tiles) · (tiles, outputs) in one plane, for some channels and one panel of outputs.</summary>
    private readonly void Plane(int plane, int panel, int channel, int count, float* sums)
    {
        float* x = _x + plane * XPlane + channel;
        var tile = new Tile
        {
            ALane = 1,
            ADepth = _lane,
            B = _dy + plane * DyPlane + panel * DyPanel,
            BDepth = Tiles.Columns,
            Rows = 1,
            Depth = _end - _first,
            CLane = Tiles.Columns,
            Columns = Math.Min(Tiles.Columns, _window.Outputs - panel * Tiles.Columns),
            Accumulate = _first > _begin,
        };
        int half = Tiles.HalfRows;
        for (int c = 0, left; (left = count - c) > 0; c += 2 * half)
        {
            // The last row of an odd tile lies beyond the channels: its sums are not used.
            int rows = left <= half ? left : Math.Min(half, (left + 1) / 2);
            tile.A0 = x + c;
            tile.A1 = tile.A0 + rows;
            tile.C0 = sums + c * Tiles.Columns;
            tile.C1 = tile.C0 + rows * Tiles.Columns;
            Tiles.Select(left <= half ? 1 : 2, rows, tile.Columns)(&tile);
        }
    }

    /// <summary>Where all tiles are one block: all planes of some channels and a panel of outputs, and their taps while the sums lie in the second-level cache.</summary>
    private static void SumAndFinish(void* state, int chunk)
    {
        var job = (WinogradWeightGradient*)state;
        var (panel, group) = Math.DivRem(chunk, Divide(job->_window.Channels, NearChannels));
        int channel = group * NearChannels, end = Math.Min(job->_window.Channels, channel + NearChannels);
        nint sumPlane = (NearChannels + 1) * Tiles.Columns;
        float* sums = Scratch.Get(Scratch.Weights, Planes * sumPlane);
        for (int plane = 0; plane < Planes; plane++)
            job->Plane(plane, panel, channel, end - channel, sums + plane * sumPlane);
        for (int c = channel; c < end; c += ChunkChannels)
            job->Finish(sums + (c - channel) * Tiles.Columns, sumPlane, panel, c, Math.Min(ChunkChannels, end - c));
    }

    /// <summary>The sums of some channels and a panel of outputs back into taps.</summary>
    private static void Finish(void* state, int chunk)
    {
        var job = (WinogradWeightGradient*)state;
        var (group, number) = Math.DivRem(chunk, job->_lastPanel - job->_panel);
        int first = group * ChunkChannels, count = Math.Min(ChunkChannels, job->_window.Channels - first);
        float* sums = job->_sums + number * Planes * job->SumPlane + first * Tiles.Columns;
        for (int part = 1; part < job->_parts; part++)
            for (int plane = 0; plane < Planes; plane++)
                Floats.Add(sums + plane * job->SumPlane, sums + plane * job->SumPlane + part * job->PartSize, count * Tiles.Columns);
        job->Finish(sums, job->SumPlane, job->_panel + number, first, count);
    }

    private readonly void Finish(float* sums, nint sumPlane, int panel, int first, int count)
    {
        float* work = Scratch.Get(Scratch.Transforms, WinogradKernels.Between + ChunkChannels * Taps * Tiles.Columns), taps = work + WinogradKernels.Between;
        for (int c = 0; c < count; c++)
            WinogradKernels.FilterGradient(sums + c * Tiles.Columns, sumPlane, Tiles.Columns, taps + c * Taps * Tiles.Columns, work);
        Hand(taps, panel, first, count);
    }

    /// <summary>Gives the weights of some channels and a panel of outputs their gradients: (channel, tap, lane) → (output, channel, tap).</summary>
    private readonly void Hand(float* taps, int panel, int first, int count)
    {
        int columns = Math.Min(Tiles.Columns, _window.Outputs - panel * Tiles.Columns), rows = count * Taps;
        float* to = _weight + (nint)panel * Tiles.Columns * _output + first * _channel;
        if (_column == 1 && _row == 3 && _channel == Taps)
        {
            GemmPack.Turn(taps, Tiles.Columns, rows, columns, to, _output);
            return;
        }

        for (int done = 0; done < rows; done++)
        {
            var (c, tap) = Math.DivRem(done, Taps);
            for (int o = 0; o < columns; o++)
                to[o * _output + c * _channel + tap / 3 * _row + tap % 3 * _column] = taps[done * Tiles.Columns + o];
        }
    }
}
