namespace Nabla.Cli.Tests;

public class TrainTests
{
    [Fact]
    public void Json_is_one_object_a_line_and_ends_with_the_result()
    {
        using var folder = new TemporaryFolder();
        string run = folder["run"];
        var o = CommandLine.Run($"{CommandLine.Short} --seed 3 --json --out {run}");
        Assert.Equal(0, o.Code);
        Assert.Equal("", o.Error);
        Assert.Equal("start", o.Json[0].GetProperty("event").GetString());
        Assert.Contains(o.Json, l => l.GetProperty("event").GetString() == "epoch");
        string[] names = [.. o.End.EnumerateObject().Select(p => p.Name)];
        Assert.Equal(["event", "model", "data", "epochs", "steps", "seconds", "test", "weights", "run"], names);
        Assert.Equal(("end", "lenet5", "mnist-mini", 1, 8), (o.End.GetProperty("event").GetString(), o.End.GetProperty("model").GetString(), o.End.GetProperty("data").GetString(), o.End.GetProperty("epochs").GetInt32(), o.End.GetProperty("steps").GetInt32()));
        Assert.Equal(["loss", "accuracy", "f1"], o.End.GetProperty("test").EnumerateObject().Select(p => p.Name));
        Assert.InRange(o.End.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.05, 1);
        Assert.Matches("^sha256:[0-9a-f]{64}$", o.Weights);
        Assert.Equal(run, o.End.GetProperty("run").GetString());
    }

    [Fact]
    public void The_run_folder_has_what_is_promised()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"{CommandLine.Short} --out {folder["deep/run"]}");
        Assert.Equal(0, o.Code);
        string[] files = [.. Directory.GetFiles(folder["deep/run"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["checkpoint.safetensors", "config.json", "metrics.jsonl", "model.safetensors", "report.html"], files.Where(f => f != "checkpoint.previous.safetensors"));
        Assert.Equal([folder["deep/run"]], Directory.GetDirectories(folder["deep"]));
        Assert.Contains("test accuracy", o.Out);
        Assert.Contains("61,706", o.Out);
        Assert.Equal(8 + 1, File.ReadAllLines(folder["deep/run/metrics.jsonl"]).Length);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_weights()
    {
        using var folder = new TemporaryFolder();
        string one = CommandLine.Run($"{CommandLine.Short} --json --threads 1 --out {folder["1"]}").Weights;
        string two = CommandLine.Run($"{CommandLine.Short} --json --threads 2 --out {folder["2"]}").Weights;
        string other = CommandLine.Run($"{CommandLine.Short} --json --threads 2 --seed 1 --out {folder["3"]}").Weights;
        Assert.Equal(one, two);
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData("--optimizer adam --lr 0.002")]
    [InlineData("--schedule constant")]
    [InlineData("--warmup 4")]
    [InlineData("--batch 100")]
    [InlineData("--lr 0.01")]
    [InlineData("--clip 0.05")]
    [InlineData("--weight-decay 0.1")]
    public void Each_setting_has_an_effect(string setting)
    {
        using var folder = new TemporaryFolder();
        var plain = CommandLine.Run($"{CommandLine.Short} --json --out {folder["plain"]}");
        var with = CommandLine.Run($"{CommandLine.Short} --json {setting} --out {folder["with"]}");
        Assert.NotEqual(plain.Weights, with.Weights);
    }

    [Fact]
    public void A_loss_that_diverges_ends_with_4_and_leaves_the_last_good_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"{CommandLine.Short} --epochs 9 --lr 3e38 --warmup 1000 --checkpoint-every 1 --json --out {folder["run"]}".Replace("--epochs 1 ", ""));
        Assert.Equal(4, o.Code);
        Assert.Equal(("error", 4), (o.End.GetProperty("event").GetString(), o.End.GetProperty("exit").GetInt32()));
        Assert.Contains("the last good checkpoint, after step ", o.Error);
        var eval = CommandLine.Run($"eval {folder["run"]} --json");
        Assert.Equal(0, eval.Code);
        Assert.False(File.Exists(folder["run/model.safetensors"]));
    }

    [Fact]
    public void A_loss_that_diverges_at_once_leaves_the_checkpoint_of_step_0_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"{CommandLine.Short} --lr 1e38 --checkpoint-every 1000 --out {folder["run"]}");      // by time, a slow first step would be saved
        Assert.Equal(4, o.Code);
        Assert.Matches(@"the loss became \w+ at step 1\. First, sum: .* \[in the loss\] The batch is saved in ", o.Error);
        Assert.Contains("after step 0, is kept", o.Error);
        Assert.Contains("diverges again: start a new run with a lower --lr, or with --clip 1.", o.Error);
        Assert.True(File.Exists(folder["run/diverged.safetensors"]));
        var again = CommandLine.Run($"train --resume {folder["run"]} --checkpoint-every 1000");
        Assert.Equal((4, o.Error), (again.Code, again.Error));
    }
}
