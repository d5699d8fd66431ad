using Nabla.Bench.Workloads;

namespace Nabla.Bench.Running;

/// <summary>All engines on one workload: outputs compared first, then rounds in turn, so that a slow minute hits all alike.</summary>
internal static class Contest
{
    private const double WarmUp = 600, LongestWarmUp = 40_000, Round = 60;
    private const int WarmUpRuns = 25;

    internal static List<Measurement> Run(Workload workload, int threads, int rounds, CancellationToken cancel)
    {
        var failures = new List<Measurement>();
        var competitors = new List<Competitor>();
        try
        {
            float[][]? expected = null;
            foreach (var engine in workload.Engines)
            {
                var competitor = new Competitor(engine, workload, threads);
                try
                {
                    competitor.Ready();
                    var outputs = competitor.Outputs();
                    if (expected is not null && Difference(outputs, expected) is var difference && !(difference <= workload.Tolerance))
                        throw new InvalidOperationException($"{Measurement.NameOf(engine)}'s outputs differ from Nabla's by {difference:E1} of the largest.");
                    expected ??= outputs;
                    competitor.WarmUp(WarmUp, WarmUpRuns, LongestWarmUp);
                    competitor.Rest();
                    competitors.Add(competitor);
                }
                catch (InvalidOperationException e)
                {
                    competitor.Dispose();
                    failures.Add(new(workload, engine, threads, double.NaN, double.NaN, double.NaN, double.NaN, e.Message));
                }
            }

            for (int round = 0; round < rounds && !cancel.IsCancellationRequested; round++)
                foreach (var competitor in competitors)
                {
                    competitor.Round(Round);
                    competitor.Rest();
                }

            return [.. competitors.Where(c => c.Samples.Count > 0).Select(c => Summary(c, workload, threads)), .. failures];
        }
        finally
        {
            foreach (var competitor in competitors)
                competitor.Dispose();
        }
    }

    /// <summary>The largest difference, as a part of the largest number, over all outputs.</summary>
    internal static double Difference(float[][] a, float[][] b)
    {
        if (!a.Select(x => x.Length).SequenceEqual(b.Select(x => x.Length)))
            return double.PositiveInfinity;
        return a.Zip(b, (x, y) =>
        {
            double most = 0, apart = 0;
            for (int i = 0; i < x.Length; i++)
            {
                most = Math.Max(most, Math.Abs(y[i]));
                apart = Math.Max(apart, Math.Abs((double)x[i] - y[i]));
            }

            return most == 0 ? apart : apart / most;
        }).DefaultIfEmpty(0).Max();
    }

    private static Measurement Summary(Competitor c, Workload workload, int threads)
    {
        double[] sorted = [.. c.Samples.Order()];
        return new(workload, c.Engine, threads, At(0.5), At(0.1), At(0.9), c.PeakMb());

        // Between the two samples beside the place: a long run gives one sample a round.
        double At(double part)
        {
            double place = (sorted.Length - 1) * part;
            int i = (int)place;
            return i + 1 < sorted.Length ? sorted[i] + (sorted[i + 1] - sorted[i]) * (place - i) : sorted[i];
        }
    }
}
