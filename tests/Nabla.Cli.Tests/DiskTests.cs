namespace Nabla.Cli.Tests;

/// <summary>Disks that are full, folders that vanish or cannot be written to: one message, and nothing lost that could be kept.</summary>
public class DiskTests
{
    private const string Training = "train lenet5 --limit 700 --epochs 3 --checkpoint-every 7";             // 11 steps an epoch; checkpoints of 0.5 MB

    private static readonly Lazy<string> s_weights = new(() =>
    {
        using var folder = new TemporaryFolder();
        return CommandLine.Run($"{Training} --json --out {folder["whole"]}").Weights;
    });

    [Fact]
    public void A_disk_that_fills_up_leaves_the_last_checkpoint_and_a_run_that_goes_on_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        var o = ChildProcess.RootShell($"""
            mount -t tmpfs -o size=1200k tmpfs {folder.Root}
            nabla {Training} --out {folder["run"]} > /dev/null
            test $? = 3 || exit 99
            ls {folder["run"]} >&2
            mount -o remount,size=20m {folder.Root}
            nabla train --json --resume {folder["run"]}
            """);
        Assert.True(o.Code == 0, o.Error);
        Assert.Matches("^nabla: .*run/.*could not be written: No space left on device.*\nnabla: go on with: nabla train --resume ", o.Error);
        Assert.DoesNotContain(".tmp", o.Error[o.Error.IndexOf("--resume", StringComparison.Ordinal)..]);
        Assert.Equal(7, o.Json[0].GetProperty("step").GetInt64());
        Assert.Equal(s_weights.Value, o.Weights);
    }

    [Fact]
    public void A_limit_on_the_size_of_files_is_a_full_disk_too()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit is not there");
        var o = ChildProcess.Shell($"""
            (trap '' XFSZ; ulimit -f 400; DOTNET_EnableWriteXorExecute=0 nabla {Training} --out {folder["run"]} > /dev/null)
            test $? = 3 || exit 99
            nabla train --json --resume {folder["run"]}
            """);
        Assert.True(o.Code == 0, o.Error);
        Assert.Contains("checkpoint.next.safetensors: could not be written: ", o.Error);
        Assert.Equal(0, o.Json[0].GetProperty("step").GetInt64());
        Assert.Equal(s_weights.Value, o.Weights);
    }

    [Fact]
    public void A_full_standard_output_ends_with_3_one_message_and_a_checkpoint()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "/dev/full is not there");
        using var folder = new TemporaryFolder();
        var o = ChildProcess.Shell($"nabla {Training} --out {folder["run"]} > /dev/full");
        Assert.Equal(3, o.Code);
        Assert.Matches("^nabla: output could not be written: No space left on device.*\n(nabla: go on with.*\n)?$", o.Error);
        Assert.Equal(3, ChildProcess.Shell("nabla --help > /dev/full 2> /dev/full").Code);
        var quiet = ChildProcess.Shell($"(nabla {Training} --json --out {folder["json"]}; echo $? > {folder["code"]}) | head -n 5");
        Assert.Equal(5, quiet.Lines.Length);
        Assert.Equal("0", File.ReadAllText(folder["code"]).Trim());          // a reader that has gone is no error
    }

    [Fact]
    public void A_run_folder_that_is_deleted_meanwhile_is_made_again_whole()
    {
        using var folder = new TemporaryFolder();
        using var nabla = ChildProcess.Start($"{Training.Replace("--epochs 3", "--epochs 40")} --json --out {folder["run"]}");
        string? line;
        bool deleted = false;
        while ((line = nabla.StandardOutput.ReadLine()) is not null && !line.Contains("\"end\"", StringComparison.Ordinal))
            if (!deleted && line.Contains("\"checkpoint\",\"step\":14", StringComparison.Ordinal))
            {
                Directory.Move(folder["run"], folder["moved"]);              // in one go, as no deletion is
                deleted = true;
            }

        string error = nabla.StandardError.ReadToEnd();
        nabla.WaitForExit();
        Assert.Equal((0, $"nabla: {folder["run"]} was deleted meanwhile; it is made again.\n"), (nabla.ExitCode, error));
        Assert.Equal(40 * 11 + 40, File.ReadAllLines(folder["run/metrics.jsonl"]).Length);
        Assert.All(["config.json", "checkpoint.safetensors", "model.safetensors", "report.html"], f => Assert.True(File.Exists(folder["run/" + f]), f));
        var end = CommandLine.Run($"train --json --resume {folder["run"]}");
        Assert.Equal(line, end.Lines[^1]);
        Assert.Equal(end.Weights, CommandLine.Run($"train --json --resume {folder["moved"]}").Weights);
    }

    [Fact]
    public void A_run_folder_that_cannot_be_made_again_ends_with_3_and_one_message()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        using var nabla = ChildProcess.Start($"{Training.Replace("--epochs 3", "--epochs 400")} --json --out {folder["in/run"]}");
        string? line;
        while ((line = nabla.StandardOutput.ReadLine()) is not null && !line.Contains("\"checkpoint\",\"step\":14", StringComparison.Ordinal))
            Assert.DoesNotContain("error", line);
        Directory.Move(folder["in"], folder["moved"]);
        File.WriteAllText(folder["in"], "a file");
        string error = nabla.StandardError.ReadToEnd();
        nabla.WaitForExit();
        Assert.Equal(3, nabla.ExitCode);
        Assert.Contains("is gone, and could not be made again", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("nabla/mnist", "train-images-idx3-ubyte.gz: could not be written: Read-only file system")]
    [InlineData("other", "nabla/mnist: could not be created: Read-only file system")]
    public void A_read_only_cache_is_one_message(string made, string message)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder[made]);
        var o = ChildProcess.RootShell($"""
            mount --bind {folder.Root} {folder.Root} && mount -o remount,bind,ro {folder.Root} || exit 98
            XDG_CACHE_HOME={folder.Root} NABLA_MIRROR=http://127.0.0.1:9 NABLA_DATA= nabla data get mnist
            """);
        Assert.Equal(3, o.Code);
        string error = Assert.Single(o.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(message, error);
        Assert.Contains("XDG_CACHE_HOME", error);
        Assert.DoesNotContain(".tmp", error);
    }

    [Fact]
    public void A_read_only_folder_can_be_tried_but_not_trained_in()
    {
        using var folder = new TemporaryFolder();
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --json --out {folder["run"]}");
        var o = ChildProcess.RootShell($"""
            mount --bind {folder.Root} {folder.Root} && mount -o remount,bind,ro {folder.Root} || exit 98
            nabla train --resume {folder["run"]}; test $? = 3 || exit 99
            nabla {Training} --out {folder["new"]}; test $? = 3 || exit 97
            nabla eval {folder["run"]} --json
            """);
        Assert.True(o.Code == 0, o.Error);
        Assert.Matches("^nabla: .*run/metrics.jsonl: could not be opened: .*\nnabla: .*new: the run folder could not be made: .*\nnabla: .*its last checkpoint is used", o.Error);
        Assert.Equal("eval", o.End.GetProperty("event").GetString());
    }
}
