using System.Diagnostics;
using System.Globalization;

namespace Nabla.Cli.Tests;

/// <summary>A process that is killed at any moment loses nothing that a resumed run would not make again, bit for bit.</summary>
/// <remarks><c>NABLA_KILLS</c> is the number of kills for each number of threads, 5 unless set.</remarks>
public class KillTests(ITestOutputHelper output)
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
        var clock = Stopwatch.StartNew();
        string whole = Finish(training, folder["whole"], clock);
        var length = clock.Elapsed;
        string metrics = File.ReadAllText(folder["whole/metrics.jsonl"]);
        int cut = 0;
        for (int kill = 0; kill < s_kills; kill++)
        {
            string run = folder[$"{kill}"];
            var moment = new Philox(7, (ulong)threads).Uniform((ulong)kill) * length;
            Kill(training, run, moment);
            cut += File.Exists(Path.Combine(run, "model.safetensors")) ? 0 : 1;
            string weights = Finish("train --json --resume", run), what = $"kill {kill} with {threads} threads, {moment.TotalMilliseconds:F0} ms after the start";
            Assert.True(whole == weights, $"{what}: the weights are {weights}; {whole} were expected.");
            Assert.True(metrics == File.ReadAllText(Path.Combine(run, "metrics.jsonl")), $"{what}: other metrics.");
            Assert.Empty(Directory.GetFiles(run, "*.tmp"));
        }

        output.WriteLine($"{cut} of {s_kills} processes were killed before their run was finished.");
    }

    // Time counts from the first line, when the run folder is there; a finished run's first line is its last.
    private static string Finish(string command, string run, Stopwatch? clock = null)
    {
        using var nabla = ChildProcess.Start($"{command} {run}");
        string first = nabla.StandardOutput.ReadLine() ?? nabla.StandardError.ReadToEnd();
        clock?.Restart();
        string rest = nabla.StandardOutput.ReadToEnd();
        nabla.WaitForExit();
        clock?.Stop();
        return new Outcome(nabla.ExitCode, $"{first}\n{rest}", "").Weights;
    }

    private static void Kill(string command, string run, TimeSpan moment)
    {
        using var nabla = ChildProcess.Start($"{command} {run}");
        Assert.Contains("\"start\"", nabla.StandardOutput.ReadLine());
        Thread.Sleep(moment);
        nabla.Kill();                                   // SIGKILL
        nabla.WaitForExit();
    }
}
