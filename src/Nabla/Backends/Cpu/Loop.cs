namespace Nabla.Backends.Cpu;

/// <summary>
/// Walks up to four operands of one shape in runs: stretches along which each has a constant stride. Dimensions are
/// visited in the memory order of the first operand, the result, and merged where the layouts of all allow it, so that
/// tensors of one dense layout are a single run. Chunks for the workers depend on shapes and strides only.
/// </summary>
internal unsafe struct Loop
{
    private const int Operands = 4;

    /// <summary>Elements of a chunk, at least: enough to outweigh handing it to another thread, few enough to share fairly.</summary>
    private const long ChunkLength = 1 << 14;

    /// <summary>Chunks of large tensors, and elements of a page: at the start of each stretch the processor has fetched nothing ahead.</summary>
    private const long MostChunks = 64, Page = 1024;

    private fixed long bases[Operands];
    private fixed long inner[Operands];                             // bytes between neighbours in a run
    private fixed long steps[Operands * Shape.MaxRank];             // bytes along each outer dimension
    private fixed long sizes[Shape.MaxRank];                        // outer dimensions, slowest first
    private int outer;
    private long run, pieceLength, piecesPerRun, pieces, piecesPerChunk;

    internal Loop(params ReadOnlySpan<View> operands)
    {
        var shape = operands[0].Shape;
        Span<int> axes = stackalloc int[Shape.MaxRank];
        int rank = MemoryOrder(operands[0], axes);
        run = shape.Count == 0 ? 0 : 1;
        for (int k = 0; k < operands.Length; k++)
            bases[k] = shape.Count == 0 ? 0 : operands[k].Address;

        // From the fastest dimension outwards: merge into the run what continues it, then collect the outer ones.
        int at = rank - 1;
        if (at >= 0)
        {
            for (int k = 0; k < operands.Length; k++)
                inner[k] = Bytes(operands[k], axes[at]);
            run = shape[axes[at--]];
        }

        while (at >= 0 && Continues(operands, axes[at], axes[at + 1], shape))
            run *= shape[axes[at--]];
        outer = at + 1;
        long rows = shape.Count == 0 ? 0 : 1;
        for (int d = 0; d < outer; d++)
        {
            sizes[d] = shape[axes[d]];
            rows *= sizes[d];
            for (int k = 0; k < operands.Length; k++)
                steps[k * Shape.MaxRank + d] = Bytes(operands[k], axes[d]);
        }

        long chunk = Math.Max(ChunkLength, (rows * run / MostChunks + Page - 1) / Page * Page);
        pieceLength = Math.Max(1, Math.Min(run, chunk));
        piecesPerRun = (run + pieceLength - 1) / pieceLength;
        pieces = rows * piecesPerRun;
        piecesPerChunk = Math.Max(1, chunk / pieceLength);
    }

    /// <summary>How many chunks there are.</summary>
    internal readonly int Chunks => checked((int)((pieces + piecesPerChunk - 1) / piecesPerChunk));

    /// <summary>The runs of one chunk.</summary>
    internal readonly Runs Chunk(int chunk) =>
        new(this, chunk * piecesPerChunk, Math.Min(pieces, (chunk + 1L) * piecesPerChunk));

    private static long Bytes(in View v, int axis) => v.Strides[axis] * v.DType.Size();

    private static bool Continues(ReadOnlySpan<View> operands, int slow, int fast, in Shape shape)
    {
        foreach (ref readonly var v in operands)
            if (v.Strides[slow] != v.Strides[fast] * shape[fast])
                return false;
        return true;
    }

    // The dimensions with more than one element, by falling stride; equal strides keep their order.
    private static int MemoryOrder(in View v, Span<int> axes)
    {
        int n = 0;
        for (int axis = 0; axis < v.Shape.Rank; axis++)
        {
            if (v.Shape[axis] == 1)
                continue;
            int i = n++;
            for (; i > 0 && v.Strides[axes[i - 1]] < v.Strides[axis]; i--)
                axes[i] = axes[i - 1];
            axes[i] = axis;
        }

        return n;
    }

    /// <summary>Steps through the runs of a chunk.</summary>
    internal struct Runs
    {
        private readonly Loop loop;
        private readonly long end;
        private fixed long index[Shape.MaxRank];
        private fixed long offsets[Operands];
        private long piece, part;

        internal Runs(in Loop loop, long start, long end)
        {
            (this.loop, this.end, piece, part) = (loop, end, start - 1, start % Math.Max(1, loop.piecesPerRun) - 1);
            long row = start / Math.Max(1, loop.piecesPerRun);
            for (int d = loop.outer - 1; d >= 0; d--)
            {
                index[d] = row % loop.sizes[d];
                row /= loop.sizes[d];
                for (int k = 0; k < Operands; k++)
                    offsets[k] += index[d] * loop.steps[k * Shape.MaxRank + d];
            }
        }

        /// <summary>Elements in this run.</summary>
        internal readonly long Length => Math.Min(loop.pieceLength, loop.run - part * loop.pieceLength);

        /// <summary>Elements between an operand's neighbours: 1, 0 where it is broadcast, or more.</summary>
        internal readonly long Step(int operand, int size = sizeof(float)) => loop.inner[operand] / size;

        /// <summary>Where an operand's part of this run begins.</summary>
        internal readonly byte* At(int operand) =>
            (byte*)(nint)(loop.bases[operand] + offsets[operand] + part * loop.pieceLength * loop.inner[operand]);

        internal bool Next()
        {
            if (++piece >= end)
                return false;
            if (++part < loop.piecesPerRun)
                return true;
            part = 0;
            for (int d = loop.outer - 1; d >= 0; d--)
            {
                for (int k = 0; k < Operands; k++)
                    offsets[k] += loop.steps[k * Shape.MaxRank + d];
                if (++index[d] < loop.sizes[d])
                    break;
                for (int k = 0; k < Operands; k++)
                    offsets[k] -= loop.sizes[d] * loop.steps[k * Shape.MaxRank + d];
                index[d] = 0;
            }

            return true;
        }
    }
}
