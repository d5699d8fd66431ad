using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>Feeds a reader spoiled files: each is read or refused by a <see cref="DataException"/>, in bounded time and memory.</summary>
/// <param name="target">The reader.</param>
/// <param name="seed">With the file's number, all that its changes depend on.</param>
/// <param name="patience">Seconds for one file: generous, since the machine may be busy. Readers take milliseconds.</param>
internal sealed partial class FuzzRun(FuzzTarget target, ulong seed, double patience = 10)
{
    private long current, startedAt;
    private Exception? failure;

    internal int Read { get; private set; }

    internal int Refused { get; private set; }

    /// <summary>Error texts without their numbers and names: how many different checks were reached.</summary>
    internal HashSet<string> Texts { get; } = [];

    /// <summary>The most that a file took: managed and native bytes, and milliseconds.</summary>
    internal (long Managed, long Native, double Milliseconds) Worst { get; private set; }

    /// <summary>Runs on a thread of its own, so that a reader that never returns is seen.</summary>
    internal FuzzRun Feed(int files)
    {
        var thread = new Thread(() => FeedAll(files)) { IsBackground = true };
        startedAt = Stopwatch.GetTimestamp();
        thread.Start();
        while (!thread.Join(100))
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref startedAt)).TotalSeconds > patience)
                throw new TimeoutException($"{Where(Interlocked.Read(ref current))} takes more than {patience} s");
        return failure is null ? this : throw failure;
    }

    private void FeedAll(int files)
    {
        for (ulong i = 0; i < (ulong)files; i++)
            try
            {
                One(i);
            }
            catch (Exception e)
            {
                failure = new InvalidOperationException($"{Where((long)i)}: {e.GetType().Name}: {e.Message}", e);
                return;
            }
    }

    private void One(ulong number)
    {
        byte[] file = target.Mutate(new Draws(seed, number));
        Interlocked.Exchange(ref current, (long)number);
        Interlocked.Exchange(ref startedAt, Stopwatch.GetTimestamp());
        long managed = GC.GetAllocatedBytesForCurrentThread(), native = BufferPool.ThreadBytes;
        object? read = null;
        try
        {
            read = target.Read(file);
        }
        catch (DataException e)
        {
            Refused++;
            Texts.Add(Variable().Replace(e.Message, "#"));
        }

        managed = GC.GetAllocatedBytesForCurrentThread() - managed;
        native = BufferPool.ThreadBytes - native;
        double ms = Stopwatch.GetElapsedTime(Interlocked.Read(ref startedAt)).TotalMilliseconds;
        Worst = (Math.Max(Worst.Managed, managed), Math.Max(Worst.Native, native), Math.Max(Worst.Milliseconds, ms));

        // What unfolds may be widened fourfold; the pool rounds up by a quarter.
        long unfolded = (long)file.Length * target.Unfolds;
        if (managed > 32L * file.Length + unfolded + (256 << 10) || native > 5 * unfolded + (64 << 10))
            throw new InvalidOperationException($"{file.Length} bytes took {managed} managed and {native} native ones");
        if (read is null)
            return;
        Read++;
        target.Check(read);
    }

    private string Where(long number) => $"{target.GetType().Name}, file {number} of seed {seed}";

    [GeneratedRegex(@"'.*'|\b[0-9a-f]{2} [0-9a-f]{2}\b|\d[0-9a-f,.]*|\([^)]*\)")]
    private static partial Regex Variable();
}
