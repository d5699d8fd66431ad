using System.Diagnostics;

namespace Nabla.Cli;

/// <summary>Samples a second over the last few seconds, and how long the rest will take.</summary>
internal sealed class Speed(long steps)
{
    private const double Window = 3, Mark = 0.25;

    private readonly Queue<(double Time, long Step, long Samples)> marks = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private long samples;

    /// <summary>0 until it can be told.</summary>
    internal double SamplesPerSecond { get; private set; }

    /// <summary>Null until it can be told.</summary>
    internal TimeSpan? Remaining { get; private set; }

    /// <summary>Takes note of a step of <paramref name="count"/> samples.</summary>
    internal void Step(long step, int count)
    {
        double now = clock.Elapsed.TotalSeconds;
        samples += count;
        if (marks.Count > 0 && now - marks.Peek().Time is > 0 and var span)
        {
            var (_, firstStep, firstSamples) = marks.Peek();
            SamplesPerSecond = (samples - firstSamples) / span;
            if (step > firstStep)
                Remaining = TimeSpan.FromSeconds((steps - step) * span / (step - firstStep));
        }

        if (marks.Count == 0 || now - marks.Last().Time >= Mark)
            marks.Enqueue((now, step, samples));
        while (marks.Count > 2 && now - marks.Peek().Time > Window)
            marks.Dequeue();
    }
}
