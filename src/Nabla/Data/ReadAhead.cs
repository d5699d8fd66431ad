using System.Runtime.ExceptionServices;

namespace Nabla.Data;

/// <summary>One enumeration of a loader: fills slots of the ring ahead of the consumer.</summary>
/// <remarks>
/// A thread-pool item fills until the ring is full and then ends, so that an enumerator that is dropped leaves no thread
/// behind. When the next batch is not there and nobody is at it, the consumer fills it itself: no wait for the pool.
/// </remarks>
internal sealed class ReadAhead : IThreadPoolWorkItem
{
    private readonly Ring ring;
    private readonly object gate = new();
    private readonly (Batch? Batch, Exception? Error)[] ready;
    private readonly long first, end;
    private readonly bool background;
    private long current, filled;                             // the step in the consumer's hands; the first step not yet filled
    private bool filling, queued, stopped;

    internal ReadAhead(Ring ring, long first, long end, bool background)
    {
        (this.ring, this.first, this.end, this.background, current, filled) = (ring, first, end, background, first - 1, first);
        ready = new (Batch?, Exception?)[ring.Slots];
        for (int slot = 0; slot < ring.Slots; slot++)
            ring.Expire(slot);                                // the last batch of the enumeration before
    }

    private bool CanFill => !filling && !stopped && filled < end && filled < current + ring.Slots;

    /// <summary>The next batch, which makes the one before stale; null at the end, which does not.</summary>
    internal Batch? Next()
    {
        if (current + 1 >= end)
            return null;
        if (current >= first)
            ring.Expire(current);
        lock (gate)
            current++;
        while (!Arrived())
            Fill();
        var (batch, error) = ready[current % ring.Slots];
        if (error is not null)
            ExceptionDispatchInfo.Throw(error);
        return batch;
    }

    /// <summary>Ends reading ahead; when it returns, nothing reads any more.</summary>
    internal void Stop()
    {
        lock (gate)
        {
            stopped = true;
            while (filling)
                Monitor.Wait(gate);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (Claim())
            Fill();
    }

    // Waits while somebody fills the current step. True when it is there; false when the caller has to fill it.
    private bool Arrived()
    {
        lock (gate)
        {
            while (filled <= current && filling)
                Monitor.Wait(gate);
            if (filled <= current)
                return !(filling = true);
            if (background && !queued && CanFill)
                queued = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return true;
        }
    }

    private bool Claim()
    {
        lock (gate)
            return CanFill ? filling = true : queued = false;
    }

    private void Fill()
    {
        (Batch?, Exception?) result;
        try
        {
            result = (ring.Fill(filled), null);
        }
        catch (Exception e)
        {
            result = (null, e);
        }

        lock (gate)
        {
            ready[filled % ring.Slots] = result;
            filled++;
            filling = false;
            stopped |= result.Item2 is not null;
            Monitor.PulseAll(gate);
        }
    }
}
