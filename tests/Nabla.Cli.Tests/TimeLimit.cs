using System.Diagnostics;

namespace Nabla.Cli.Tests;

/// <summary>Kills a process that is still there after a limit, so that a test that waits for it fails instead of waiting for ever.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly Timer timer;
    private volatile bool reached;

    internal TimeLimit(Process process, TimeSpan limit) =>
        timer = new(_ =>
        {
            reached = true;
            process.Kill(entireProcessTree: true);
        }, null, limit, Timeout.InfiniteTimeSpan);

    /// <summary>True when the process was killed.</summary>
    internal bool Reached => reached;

    public void Dispose()
    {
        // Waits for a call under way: the process may be disposed of afterwards.
        using var done = new ManualResetEvent(false);
        if (timer.Dispose(done))
            done.WaitOne();
    }
}
