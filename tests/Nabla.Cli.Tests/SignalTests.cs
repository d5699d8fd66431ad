using System.Diagnostics;

namespace Nabla.Cli.Tests;

/// <summary>Signals reach a process of its own.</summary>
public class SignalTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_writes_a_checkpoint_and_says_how_to_go_on(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill is not there");
        Assert.SkipWhen(signal == "INT" && IgnoresInterrupts, "these tests were started so that they and their children ignore SIGINT, as by nohup or & in a script");
        using var folder = new TemporaryFolder();
        using var nabla = ChildProcess.Start($"train lenet5 --epochs 1000 --json --checkpoint-every 1000000 --out {folder["run"]}");
        using var limit = new TimeLimit(nabla, s_limit);
        string? line;
        while ((line = nabla.StandardOutput.ReadLine()) is not null && !line.Contains("\"epoch\":1,", StringComparison.Ordinal))
            Assert.DoesNotContain("error", line);
        using (var kill = Process.Start("kill", $"-{signal} {nabla.Id}"))
            kill.WaitForExit();
        string last = nabla.StandardOutput.ReadToEnd(), advice = nabla.StandardError.ReadToEnd();
        Assert.False(limit.Reached, $"the process had not ended {s_limit.TotalMinutes} minutes after it began, and was killed");
        Assert.True(nabla.WaitForExit(30_000));
        Assert.Equal(130, nabla.ExitCode);
        Assert.Contains("\"interrupted\"", last);
        Assert.Contains($"nabla train --resume {folder["run"]}", advice);
        Assert.True(File.Exists(folder["run/checkpoint.safetensors"]));
        Assert.Equal(0, CommandLine.Run($"eval {folder["run"]}").Code);
    }

    [Fact]
    public void A_process_that_takes_too_long_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sleep is not there");
        using var sleeper = Process.Start("sleep", "600");
        using var limit = new TimeLimit(sleeper, TimeSpan.FromMilliseconds(50));
        Assert.True(sleeper.WaitForExit(60_000));
        Assert.True(limit.Reached);
    }

    private static bool IgnoresInterrupts =>
        File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } mask
        && (Convert.ToUInt64(mask[7..].Trim(), 16) & 1UL << 1) != 0;
}
