namespace Nabla.Backends.Cpu;

/// <summary>
/// A copy between layouts whose fastest dimensions differ, such as (N, C, H, W) to channels-last: tiles of these two
/// dimensions are turned block by block in registers.
/// </summary>
internal unsafe struct TransposingCopy : IJob
{
    /// <summary>Elements of a tile along each dimension: its lines of x and of y stay in the first-level cache.</summary>
    private const int TileSize = 64;

    /// <summary>Below this in either dimension there is nothing to turn.</summary>
    private const int Smallest = 4;

    private readonly float* _x, _y;
    private readonly Odometer _outer;

    // x is contiguous across, y along.
    private readonly long _across, _along, _tilesAcross, _tilesAlong;
    private readonly nint _xStep, _yStep;
    private long _tilesPerChunk;

    /// <summary>Copies x to y, or returns false when the layouts do not call for it.</summary>
    internal static bool TryRun(in View x, in View y)
    {
        var dims = new Dimensions(x, y);
        int across = -1, along = -1;
        for (int d = 0; d < dims.Count; d++)
            if (dims.Size(d) >= Smallest && dims.Step(d) == 1 && dims.YStep(d) != 1)
                across = d;
            else if (dims.Size(d) >= Smallest && dims.YStep(d) == 1 && dims.Step(d) is not (0 or 1))
                along = d;
        if (across < 0 || along < 0 || y.Shape.Count == 0)
            return false;

        var job = new TransposingCopy(x, y, dims, across, along);
        long tiles = job._outer.Count * job._tilesAcross * job._tilesAlong, each = y.Shape.Count / tiles;
        job._tilesPerChunk = Math.Max(1, 16_384 / Math.Max(1, each));
        Workers.For(checked((int)((tiles + job._tilesPerChunk - 1) / job._tilesPerChunk)), ref job);
        return true;
    }

    private TransposingCopy(in View x, in View y, in Dimensions dims, int across, int along)
    {
        _x = x.Data<float>();
        _y = y.Data<float>();
        (_across, _along) = (dims.Size(across), dims.Size(along));
        (_xStep, _yStep) = ((nint)dims.Step(along), (nint)dims.YStep(across));
        (_tilesAcross, _tilesAlong) = ((_across + TileSize - 1) / TileSize, (_along + TileSize - 1) / TileSize);
        _outer = new();
        for (int d = 0; d < dims.Count; d++)
            if (d != across && d != along)
                _outer.Add(dims.Size(d), dims.Step(d), dims.YStep(d));
    }

    public readonly void Run(int chunk)
    {
        long tiles = _outer.Count * _tilesAcross * _tilesAlong;
        var outer = _outer;
        for (long tile = chunk * _tilesPerChunk, end = Math.Min(tiles, tile + _tilesPerChunk); tile < end; tile++)
        {
            outer.Seek(tile / (_tilesAcross * _tilesAlong));
            long across = tile / _tilesAlong % _tilesAcross * TileSize, along = tile % _tilesAlong * TileSize;
            Turn(
                _x + outer.At + across + along * _xStep, _xStep, _y + outer.OtherAt + across * _yStep + along, _yStep,
                (int)Math.Min(TileSize, _across - across), (int)Math.Min(TileSize, _along - along));
        }
    }

    /// <summary>y[i, j] = x[j, i] for i below <paramref name="across"/> and j below <paramref name="along"/>, whole blocks first.</summary>
    private static void Turn(float* x, nint xStep, float* y, nint yStep, int across, int along)
    {
        int size = Transpose.Size(Math.Min(across, along)), i = 0;
        for (; i + size <= across; i += size)
        {
            int j = 0;
            for (; j + size <= along; j += size)
                Transpose.Block(size, x + i + j * xStep, xStep, y + i * yStep + j, yStep);
            Rest(x + i + j * xStep, xStep, y + i * yStep + j, yStep, size, along - j);
        }

        Rest(x + i, xStep, y + i * yStep, yStep, across - i, along);
    }

    private static void Rest(float* x, nint xStep, float* y, nint yStep, int across, int along)
    {
        for (int i = 0; i < across; i++)
            for (int j = 0; j < along; j++)
                y[i * yStep + j] = x[i + j * xStep];
    }
}
