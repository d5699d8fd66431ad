using System.Diagnostics;
using System.Globalization;

namespace Nabla.Cli.Tests;

/// <summary>A process that is killed at any moment loses nothing that a resumed run would not make again, bit for bit.</summary>
/// <remarks><c>NABLA_KILLS</c> is the number of kills for each number of threads, 5 unless set.</remarks>
public class KillTests
{
    private const string Training = "train lenet5 --limit 900 --epochs 2 --json --checkpoint-every 2";      // 15 steps an epoch, prefetch on

    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("NABLA_KILLS") ?? "5", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_killed_run_ends_with_the_weights_of_an_uninterrupted_one(int threads)
    {
        using var folder = new TemporaryFolder();
        string training = $"{Training} --threads {threads} --out";
        var (length, whole) = Run(training, folder["whole"], killAfter: null);
        string metrics = File.ReadAllText(folder["whole/metrics.jsonl"]);
        for (int kill = 0; kill < s_kills; kill++)
        {
            string run = folder[$"{kill}"];
            var moment = new Philox(7, (ulong)threads).Uniform((ulong)kill) * length;
            string what = $"kill {kill} with {threads} threads, {moment.TotalMilliseconds:F0} ms after the start";
            Run(training, run, moment);
            var (_, weights) = Run("train --json --resume", run, killAfter: null);
            Assert.True(whole == weights, $"{what}: the weights are {weights}; {whole} were expected.");
            Assert.True(metrics == File.ReadAllText(Path.Combine(run, "metrics.jsonl")), $"{what}: other metrics.");
            Assert.Empty(Directory.GetFiles(run, "*.tmp"));
        }
    }

    // Time counts from the first line, when the run folder is there; the time taken, and the hash of the weights at the end.
    private static (TimeSpan Time, string? Weights) Run(string command, string run, TimeSpan? killAfter)
    {
        using var nabla = ChildProcess.Start($"{command} {run}");
        string first = nabla.StandardOutput.ReadLine() ?? nabla.StandardError.ReadToEnd();
        Assert.Contains("\"start\"", first + (killAfter is null ? "\"start\"" : ""));       // a finished run tells its end only
        var clock = Stopwatch.StartNew();
        if (killAfter is { } moment)
        {
            Thread.Sleep(moment);
            nabla.Kill();
        }

        string last = nabla.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n')[^1];
        nabla.WaitForExit();
        if (killAfter is not null)
            return (clock.Elapsed, null);
        var end = new Outcome(nabla.ExitCode, last.Length > 0 ? last : first, "").End;
        return (clock.Elapsed, end.GetProperty("weights").GetString());
    }
}
