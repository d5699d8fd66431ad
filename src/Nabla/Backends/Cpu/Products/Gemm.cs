namespace Nabla.Backends.Cpu;

/// <summary>
/// Matrix product of strided operands. Depth is cut into blocks; for each block the operand with fewer lanes is packed
/// once for all threads, and chunks along the longer side pack their part of the other one and run the tiles. Every
/// cut depends on shapes only, and each element adds its products in one order, whatever the number of threads.
/// </summary>
internal static unsafe class Gemm
{
    private const int DepthBlock = 512;
    private const int PackChunkPanels = 4;

    /// <summary>Chunks to aim at, so that a few threads of unequal speed still finish together.</summary>
    private const int TargetChunks = 8;

    /// <summary>Multiply-adds below which waking other threads costs more than it saves.</summary>
    private const long InlineWork = 200_000;

    /// <summary>
    /// C = A·B, plus C itself when <paramref name="accumulate"/>, plus <paramref name="bias"/> (one value per column)
    /// when not null. A is m×k and B is k×n with any strides; C is m×n with unit column stride and overlaps neither.
    /// <paramref name="source"/>, where B are weights, is the storage that keeps them packed.
    /// </summary>
    public static void Run(
        int m, int n, int k,
        float* a, nint aRow, nint aCol,
        float* b, nint bRow, nint bCol,
        float* c, nint cRow,
        float* bias, bool accumulate, Storage? source = null)
    {
        if (m <= 0 || n <= 0) return;
        if (k <= 0)
        {
            WithoutProducts(m, n, c, cRow, bias, accumulate);
            return;
        }

        var job = new GemmJob
        {
            A = new GemmOperand { Data = a, Lane = aRow, Depth = aCol, Lanes = m, Width = GemmKernel.Rows },
            B = new GemmOperand { Data = b, Lane = bCol, Depth = bRow, Lanes = n, Width = GemmKernel.Columns },
            C = c,
            CRow = cRow,
        };
        bool byColumns = n >= m;
        int sharedPanels = byColumns ? job.A.Panels : job.B.Panels;
        int splitPanels = byColumns ? job.B.Panels : job.A.Panels;
        int width = byColumns ? GemmKernel.Rows : GemmKernel.Columns;

        job.ChunkPanels = byColumns ? GemmJob.ColumnGroup : GemmJob.RowGroup;
        while (job.ChunkPanels > 1 && Divide(splitPanels, job.ChunkPanels) < TargetChunks) job.ChunkPanels /= 2;

        int depth = DepthOf(k);
        var kept = KeptB(job.B, k, depth, source);
        if (byColumns || kept is null)
            job.Shared = Scratch.Get(Scratch.GemmShared, (long)sharedPanels * width * depth);
        bool inline = (long)m * n * k < InlineWork;

        for (int start = 0; start < k; start += depth)
        {
            job.DepthStart = start;
            job.DepthCount = Math.Min(depth, k - start);
            job.Accumulate = accumulate || start > 0;
            job.Bias = start == 0 ? bias : null;
            job.KeptB = kept is null ? null : kept.Data + (nint)start * job.B.Panels * GemmKernel.Columns;
            if (byColumns || kept is null)
                For(inline, Divide(sharedPanels, PackChunkPanels), byColumns ? &PackA : &PackB, &job);
            else
                job.Shared = job.KeptB;
            For(inline, Divide(splitPanels, job.ChunkPanels), byColumns ? &Columns : &Rows, &job);
        }

        GC.KeepAlive(kept);
    }

    /// <summary>The depth of equal blocks.</summary>
    internal static int DepthOf(int k) => Divide(k, Divide(k, DepthBlock));

    /// <summary>All of B packed, depth block by depth block, where its storage keeps it; else null.</summary>
    internal static PackedWeights? KeptB(in GemmOperand b, int k, int depth, Storage? source)
    {
        if (source is null)
            return null;
        var key = new PackKey("gemm", (nint)b.Data - source.Pointer, b.Lane, b.Depth, 0, 0, b.Lanes, k, depth, 0, 0);
        if (PackedWeights.Find(source, key) is { } packed)
            return packed;
        if (PackedWeights.Room(source, key, (long)b.Panels * b.Width * k) is not { } room)
            return null;
        float* to = room.Data;
        for (int start = 0; start < k; start += depth)
        {
            int count = Math.Min(depth, k - start);
            b.Pack(0, b.Panels, start, count, to);
            to += (nint)b.Panels * b.Width * count;
        }

        source.Packed = room;
        return room;
    }

    private static void For(bool inline, int chunks, delegate*<void*, int, void> body, void* job)
    {
        if (!inline)
        {
            Workers.For(chunks, body, job);
            return;
        }
        for (int i = 0; i < chunks; i++) body(job, i);
    }

    private static void PackA(void* job, int chunk)
        => PackShared((GemmJob*)job, ((GemmJob*)job)->A, chunk);

    private static void PackB(void* job, int chunk)
        => PackShared((GemmJob*)job, ((GemmJob*)job)->B, chunk);

    private static void PackShared(GemmJob* job, in GemmOperand operand, int chunk)
    {
        int first = chunk * PackChunkPanels;
        int last = Math.Min(operand.Panels, first + PackChunkPanels);
        long offset = (long)first * operand.Width * job->DepthCount;
        operand.Pack(first, last, job->DepthStart, job->DepthCount, job->Shared + offset);
    }

    private static void Columns(void* state, int chunk)
    {
        var job = (GemmJob*)state;
        int first = chunk * job->ChunkPanels;
        int last = Math.Min(job->B.Panels, first + job->ChunkPanels);
        float* local = job->KeptB != null ? job->KeptB + (nint)first * GemmKernel.Columns * job->DepthCount : PackLocal(job, job->B, first, last);
        job->Multiply(job->Shared, 0, job->A.Panels, local, first, last);
    }

    private static void Rows(void* state, int chunk)
    {
        var job = (GemmJob*)state;
        int first = chunk * job->ChunkPanels;
        int last = Math.Min(job->A.Panels, first + job->ChunkPanels);
        float* local = PackLocal(job, job->A, first, last);
        job->Multiply(local, first, last, job->Shared, 0, job->B.Panels);
    }

    private static float* PackLocal(GemmJob* job, in GemmOperand operand, int first, int last)
    {
        float* local = Scratch.Get(Scratch.GemmLocal, (long)job->ChunkPanels * operand.Width * job->DepthCount);
        operand.Pack(first, last, job->DepthStart, job->DepthCount, local);
        return local;
    }

    private static void WithoutProducts(int m, int n, float* c, nint cRow, float* bias, bool accumulate)
    {
        for (int i = 0; i < m; i++, c += cRow)
        {
            if (!accumulate) new Span<float>(c, n).Clear();
            if (bias == null) continue;
            for (int j = 0; j < n; j++) c[j] += bias[j];
        }
    }

    private static int Divide(int value, int by) => (int)(((long)value + by - 1) / by);
}
