using System.Diagnostics;

namespace Nabla.Backends.Cpu;

/// <summary>
/// One background thread of <see cref="Workers"/>. It spins for a moment after each job, since kernels come in
/// bursts and waking a parked thread costs tens of microseconds, and then parks so that an idle process is idle.
/// </summary>
internal sealed class Worker
{
    private static readonly long s_spinTicks = Stopwatch.Frequency / 10_000;

    private readonly SemaphoreSlim _gate = new(0);
    private readonly int _index;
    private int _parked;

    public Worker(int index)
    {
        _index = index;
        new Thread(Loop) { IsBackground = true, Name = $"Nabla worker {index}" }.Start();
    }

    /// <summary>Wakes the thread if it is parked; whoever clears the flag owns the one permit.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _parked) == 1 && Interlocked.CompareExchange(ref _parked, 0, 1) == 1) _gate.Release();
    }

    private void Loop()
    {
        while (true)
        {
            if (Spin()) Workers.Drain(isCaller: false);
            else Park();
        }
    }

    private bool Spin()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 16; i++)
            {
                if (Workers.HasWork(_index)) return true;
                Thread.SpinWait(8);
            }
        }
        while (Stopwatch.GetTimestamp() - start < s_spinTicks);
        return false;
    }

    private void Park()
    {
        Interlocked.Exchange(ref _parked, 1);
        // A job published before the flag was seen would not wake this thread: look once more.
        if (Workers.HasWork(_index) && Interlocked.CompareExchange(ref _parked, 0, 1) == 1) return;
        _gate.Wait();
    }
}
