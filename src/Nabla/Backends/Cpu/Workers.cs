using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Nabla.Backends.Cpu;

/// <summary>
/// The backend's own worker threads. They exist because a kernel may last only a few microseconds: dispatch costs
/// one compare-and-swap when the workers are hot and allocates nothing, and the caller takes chunks itself, so it
/// never waits for a worker that has not begun one.
/// </summary>
/// <remarks>
/// Chunks are claimed by any thread. Results do not depend on the number of threads as long as the caller derives chunk
/// boundaries from shapes alone and no two chunks write the same element. The caller takes them from the first on and the
/// workers from the last back: so with two threads each meets, layer after layer, the part of an image that it made
/// itself and has in its cache.
/// </remarks>
internal static unsafe class Workers
{
    private static readonly Lock s_setup = new();
    private static volatile Worker[] s_workers = [];
    private static volatile int s_count = Environment.ProcessorCount;

    /// <summary>1 while some thread owns the pool; every other caller, nested ones included, runs inline.</summary>
    private static int s_busy;

    /// <summary>The current job: its number in the high half, its unclaimed chunks in the low half.</summary>
    /// <remarks>A claim swaps the whole word, so a slow worker can never claim from a job that has ended.</remarks>
    private static long s_ticket;

    // Written before the ticket is published; read only by threads holding a claimed chunk of this job.
    private static delegate*<void*, int, void> s_body;
    private static void* s_state;
    private static int s_first, s_last;
    private static int s_chunks;
    private static int s_finished;
    private static Exception? s_failure;

    /// <summary>Threads that take part in a job, the caller included; 1 runs everything inline.</summary>
    public static int Count
    {
        get => s_count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            s_count = value;
        }
    }

    /// <summary>True on a thread that takes chunks from the last on: what it will want next lies before what it has.</summary>
    [ThreadStatic]
    private static bool t_backwards;

    /// <inheritdoc cref="t_backwards"/>
    public static bool Backwards => t_backwards;

    /// <summary>Runs <c>body(state, i)</c> for every i below <paramref name="chunks"/> and returns when all are done.</summary>
    /// <remarks><paramref name="state"/> may point into the caller's stack: no worker touches it afterwards.</remarks>
    public static void For(int chunks, delegate*<void*, int, void> body, void* state)
    {
        if (chunks <= 1 || s_count == 1 || Interlocked.CompareExchange(ref s_busy, 1, 0) != 0)
        {
            for (int i = 0; i < chunks; i++) body(state, i);
            return;
        }

        Exception? failure;
        try
        {
            failure = Share(chunks, body, state);
        }
        finally
        {
            Volatile.Write(ref s_busy, 0);
        }
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Runs every chunk of a job. The job stays on the caller's stack, so it may hold references.</summary>
    public static void For<TJob>(int chunks, ref TJob job) where TJob : struct, IJob
    {
        For(chunks, &Invoke, Unsafe.AsPointer(ref job));

        static void Invoke(void* state, int chunk) => Unsafe.AsRef<TJob>(state).Run(chunk);
    }

    /// <summary>The same, each chunk with vectors as wide as the processor's.</summary>
    public static void ForWide<TJob>(int chunks, ref TJob job) where TJob : struct, IWideJob
    {
        For(chunks, &Invoke, Unsafe.AsPointer(ref job));

        static void Invoke(void* state, int chunk)
        {
            ref var job = ref Unsafe.AsRef<TJob>(state);
            if (Wide512.IsSupported)
                job.Run<Wide512>(chunk);
            else if (Wide256.IsSupported)
                job.Run<Wide256>(chunk);
            else
                job.Run<Wide128>(chunk);
        }
    }

    private static Exception? Share(int chunks, delegate*<void*, int, void> body, void* state)
    {
        int helpers = Math.Min(s_count, chunks) - 1;
        if (s_workers.Length < helpers) Start(helpers);

        s_body = body;
        s_state = state;
        s_chunks = s_last = chunks;
        s_first = s_finished = 0;
        s_failure = null;
        Interlocked.Exchange(ref s_ticket, (((s_ticket >> 32) + 1) << 32) | (uint)chunks);

        var workers = s_workers;
        for (int i = 0; i < helpers; i++) workers[i].Wake();

        Drain(isCaller: true);
        var spinner = new SpinWait();
        while (Volatile.Read(ref s_finished) != chunks) spinner.SpinOnce(sleep1Threshold: -1);
        return s_failure;
    }

    /// <summary>True when a worker with this index may claim a chunk now.</summary>
    internal static bool HasWork(int index) => index < s_count - 1 && (uint)Volatile.Read(ref s_ticket) != 0;

    /// <summary>Claims and runs chunks until none is left. The ticket counts them, so those from the front and from the back never meet.</summary>
    internal static void Drain(bool isCaller)
    {
        t_backwards = !isCaller;
        while (true)
        {
            long ticket = Volatile.Read(ref s_ticket);
            int left = (int)ticket;
            if (left == 0) return;
            if (Interlocked.CompareExchange(ref s_ticket, ticket - 1, ticket) != ticket) continue;

            try
            {
                int chunk = isCaller ? s_first++ : Interlocked.Decrement(ref s_last);
                if (Volatile.Read(ref s_failure) is null) s_body(s_state, chunk);
            }
            catch (Exception e)
            {
                // The first failure reaches the caller; chunks not yet begun are skipped.
                Interlocked.CompareExchange(ref s_failure, e, null);
            }
            Interlocked.Increment(ref s_finished);
        }
    }

    private static void Start(int helpers)
    {
        lock (s_setup)
        {
            var old = s_workers;
            if (old.Length >= helpers) return;
            var grown = new Worker[helpers];
            for (int i = 0; i < helpers; i++) grown[i] = i < old.Length ? old[i] : new Worker(i);
            s_workers = grown;
        }
    }
}

/// <summary>Work cut into chunks that any thread may run.</summary>
internal interface IJob
{
    /// <summary>Runs one chunk; it writes nothing that another chunk touches.</summary>
    void Run(int chunk);
}

/// <summary>Work cut into chunks that any thread may run, written once for every vector width.</summary>
internal interface IWideJob
{
    /// <summary>Runs one chunk; it writes nothing that another chunk touches.</summary>
    void Run<V>(int chunk) where V : struct, IWide<V>;
}
