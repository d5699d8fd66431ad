namespace Nabla.Cli.Tests;

public class ResumeTests
{
    private const string Training = "train lenet5 --limit 700 --epochs 3 --json --checkpoint-every 7";      // 11 steps an epoch

    [Fact]
    public void An_interrupted_run_goes_on_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var whole = CommandLine.Run($"{Training} --out {folder["whole"]}");
        var first = CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["cut"]}");
        Assert.Equal(130, first.Code);
        Assert.Equal("interrupted", first.End.GetProperty("event").GetString());
        Assert.Contains($"nabla train --resume {folder["cut"]}", first.Error);

        var second = CommandLine.RunUntil("\"checkpoint\",\"step\":21", $"train --resume {folder["cut"]} --json --checkpoint-every 7 --threads 1");
        Assert.Equal(130, second.Code);
        Assert.Equal(first.End.GetProperty("step").GetInt64(), second.Json[0].GetProperty("step").GetInt64());
        var last = CommandLine.Run($"train --resume {folder["cut"]} --json");
        Assert.Equal(0, last.Code);
        Assert.Equal(whole.Weights, last.Weights);
        Assert.Equal(File.ReadAllText(folder["whole/metrics.jsonl"]), File.ReadAllText(folder["cut/metrics.jsonl"]));
        Assert.Equal(whole.End.GetProperty("test").GetRawText(), last.End.GetProperty("test").GetRawText());
    }

    [Fact]
    public void What_came_after_the_checkpoint_is_cut_off()
    {
        using var folder = new TemporaryFolder();
        var whole = CommandLine.Run($"{Training} --out {folder["whole"]}");
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["cut"]}");

        // As after a kill: an older checkpoint, more metrics than it covers, a torn line, a half-written file.
        File.Move(folder["cut/checkpoint.previous.safetensors"], folder["cut/checkpoint.safetensors"], overwrite: true);
        File.AppendAllText(folder["cut/metrics.jsonl"], "{\"event\":\"step\",\"st");
        File.WriteAllText(folder["cut/checkpoint.safetensors.new.tmp"], "half");
        var last = CommandLine.Run($"train --resume {folder["cut"]} --json");
        Assert.Equal(whole.Weights, last.Weights);
        Assert.Equal(File.ReadAllText(folder["whole/metrics.jsonl"]), File.ReadAllText(folder["cut/metrics.jsonl"]));
        Assert.Empty(Directory.GetFiles(folder["cut"], "*.tmp"));
    }

    [Fact]
    public void Without_a_checkpoint_it_starts_at_step_0()
    {
        using var folder = new TemporaryFolder();
        var first = CommandLine.Run($"{CommandLine.Short} --json --out {folder["run"]}");
        foreach (string file in Directory.GetFiles(folder["run"], "*.safetensors"))
            File.Delete(file);
        var again = CommandLine.Run($"train --resume {folder["run"]} --json");
        Assert.Equal(0, again.Json[0].GetProperty("step").GetInt64());
        Assert.Equal(first.Weights, again.Weights);
    }

    [Fact]
    public void A_finished_run_repeats_its_end_line()
    {
        using var folder = new TemporaryFolder();
        var first = CommandLine.Run($"{CommandLine.Short} --json --out {folder["run"]}");
        var again = CommandLine.Run($"train --resume {folder["run"]} --json");
        Assert.Equal((0, first.Lines[^1]), (again.Code, Assert.Single(again.Lines)));
    }

    [Theory]
    [InlineData("--epochs 4", "epochs 1, but 4")]
    [InlineData("--lr 0.5", "lr 0.04, but 0.5")]
    [InlineData("--seed 1", "seed 0, but 1")]
    [InlineData("--optimizer adam", "optimizer sgd, but adam")]
    [InlineData("--limit 9", "limit 512, but 9")]
    [InlineData("--limit 9 --epochs 4", "epochs 1, but 4 is asked for now; limit 512, but 9")]
    public void A_changed_option_is_refused_by_name(string option, string difference)
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run($"{CommandLine.Short} --lr 0.04 --out {folder["run"]}");
        var o = CommandLine.Run($"train --resume {folder["run"]} {option}");
        Assert.Equal(3, o.Code);
        Assert.Contains($"was started with {difference} is asked for now", o.Error);
    }

    [Fact]
    public void The_same_options_may_be_repeated()
    {
        using var folder = new TemporaryFolder();
        var first = CommandLine.Run($"{CommandLine.Short} --json --out {folder["run"]}");
        Assert.Equal(first.Weights, CommandLine.Run($"{CommandLine.Short} --json --resume {folder["run"]}").Weights);
    }

    [Fact]
    public void An_edited_configuration_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["run"]}");
        string config = File.ReadAllText(folder["run/config.json"]);
        File.WriteAllText(folder["run/config.json"], config.Replace("\"batch\": 64", "\"batch\": 32").Replace("\"seed\": 0", "\"seed\": 8"));
        var o = CommandLine.Run($"train --resume {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("was made with batch 64, but config.json says 32; seed 0, but config.json says 8. Restore", o.Error);
        File.WriteAllText(folder["run/config.json"], config.Replace("\"epochs\": 3", "\"epochs\": -3"));
        Assert.Contains("epochs is -3, 1 or more was expected", CommandLine.Run($"train --resume {folder["run"]}").Error);
        File.WriteAllText(folder["run/config.json"], config[..30]);
        Assert.Equal(3, CommandLine.Run($"train --resume {folder["run"]}").Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_corrupt_checkpoint_gives_way_to_the_one_before(bool cut)
    {
        using var folder = new TemporaryFolder();
        var whole = CommandLine.Run($"{Training} --out {folder["whole"]}");
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["cut"]}");
        using (var file = File.OpenWrite(folder["cut/checkpoint.safetensors"]))
        {
            if (cut)
                file.SetLength(file.Length - 100);
            file.Position = file.Length / 2;                // amid the numbers of a tensor
            file.Write(new byte[cut ? 0 : 4096]);
        }

        Assert.Equal(cut ? 0 : 1, CommandLine.Run($"eval {folder["cut"]}").Error.Split("does not match its SHA-256. Use an older checkpoint. The checkpoint before it is used.").Length - 1);
        var o = CommandLine.Run($"train --resume {folder["cut"]} --json");
        Assert.Contains("Going on from the checkpoint before it", o.Error);
        Assert.Equal(whole.Weights, o.Weights);
    }

    [Fact]
    public void Steps_missing_from_the_metrics_are_told()
    {
        using var folder = new TemporaryFolder();
        var first = CommandLine.Run($"{CommandLine.Short} --json --out {folder["run"]}");
        File.Delete(folder["run/model.safetensors"]);
        File.WriteAllLines(folder["run/metrics.jsonl"], File.ReadLines(folder["run/metrics.jsonl"]).Take(3).ToList());
        var o = CommandLine.Run($"train --resume {folder["run"]} --json");
        Assert.Equal((0, first.Weights), (o.Code, o.Weights));
        Assert.Contains("metrics.jsonl has 3 of the 8 steps before the checkpoint; report.html lacks the others", o.Error);
    }

    [Fact]
    public void With_corrupt_checkpoints_alone_it_stops_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["run"]}");
        foreach (string file in Directory.GetFiles(folder["run"], "check*"))
            File.WriteAllText(file, "not a checkpoint");
        string metrics = File.ReadAllText(folder["run/metrics.jsonl"]);
        var o = CommandLine.Run($"train --resume {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("checkpoint.previous.safetensors", o.Error);
        Assert.Equal(metrics, File.ReadAllText(folder["run/metrics.jsonl"]));
    }

    [Fact]
    public void A_second_process_may_not_train_in_the_same_folder()
    {
        using var folder = new TemporaryFolder();
        CommandLine.RunUntil("\"checkpoint\",\"step\":14", $"{Training} --out {folder["run"]}");
        using var other = new FileStream(folder["run/metrics.jsonl"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var o = CommandLine.Run($"train --resume {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("no other nabla trains in this folder", o.Error);
    }
}
