using System.Diagnostics;
using System.Globalization;

namespace Nabla.Cli;

/// <summary>When to write a checkpoint: every so many steps, every so many seconds, or as often as costs about 1 % of the time.</summary>
internal sealed class CheckpointInterval
{
    internal const string Auto = "auto";
    private const double CostShare = 0.01, LeastSeconds = 1;

    private readonly long? steps;
    private readonly double? seconds;
    private readonly Stopwatch since = Stopwatch.StartNew();
    private double cost;

    private CheckpointInterval(long? steps, double? seconds) => (this.steps, this.seconds) = (steps, seconds);

    /// <summary>From <c>200</c>, <c>30s</c>, <c>5m</c> or <c>auto</c>; null when it is none of these.</summary>
    internal static CheckpointInterval? Parse(string text)
    {
        if (text == Auto)
            return new(null, null);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n))
            return n >= 1 ? new(n, null) : null;
        double unit = text.EndsWith('s') ? 1 : text.EndsWith('m') ? 60 : 0;
        return unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double t) && t > 0 ? new(null, t * unit) : null;
    }

    /// <summary>Whether one is due after <paramref name="step"/> steps.</summary>
    internal bool Due(long step) => steps is { } n ? step % n == 0 : since.Elapsed.TotalSeconds >= (seconds ?? Math.Max(LeastSeconds, cost / CostShare));

    /// <summary>Notes that one was written and how long it took.</summary>
    internal void Written(TimeSpan took)
    {
        cost = took.TotalSeconds;
        since.Restart();
    }
}
