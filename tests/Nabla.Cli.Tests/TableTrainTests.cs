using Nabla.Zoo;

namespace Nabla.Cli.Tests;

/// <summary><c>nabla train mlp</c> on the embedded tables and on files.</summary>
public class TableTrainTests
{
    // docs/CommandLine.md states means over seeds 0 to 9; here seed 0 must not fall far below.
    [Theory]
    [InlineData("iris", "accuracy", 0.93)]
    [InlineData("wine", "accuracy", 0.94)]
    [InlineData("breast-cancer", "accuracy", 0.94)]
    [InlineData("diabetes", "r2", 0.35)]
    [InlineData("digits", "accuracy", 0.965)]
    public void Learns_the_embedded_tables(string data, string score, double least)
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train mlp --data {data} --json --out {folder["run"]}");
        Assert.Equal((0, ""), (o.Code, o.Error));
        var test = o.End.GetProperty("test");
        Assert.InRange(test.GetProperty(score).GetDouble(), least, 1);
        Assert.Equal(score == "r2" ? ["loss", "rmse", "mae", "r2"] : ["loss", "accuracy", "f1"], test.EnumerateObject().Select(p => p.Name));
        Assert.Equal(data, o.End.GetProperty("data").GetString());
    }

    [Theory]
    [InlineData("--hidden 8")]
    [InlineData("--hidden none")]
    [InlineData("--activation tanh")]
    [InlineData("--norm none")]
    [InlineData("--dropout 0.5")]
    [InlineData("--loss focal")]
    [InlineData("--loss binary-cross-entropy")]
    [InlineData("--loss hinge")]
    [InlineData("--class-weights 1,2,3")]
    [InlineData("--optimizer lion")]
    [InlineData("--optimizer nadam")]
    [InlineData("--optimizer rmsprop")]
    [InlineData("--optimizer adagrad")]
    [InlineData("--optimizer nesterov")]
    [InlineData("--schedule one-cycle")]
    [InlineData("--schedule inverse-root")]
    [InlineData("--test-share 0.5")]
    [InlineData("--drop petal_width")]
    [InlineData("--weight-decay 0.5")]
    public void Each_setting_has_an_effect(string setting)
    {
        using var folder = new TemporaryFolder();
        const string Line = "train mlp --epochs 2 --json";
        var with = CommandLine.Run($"{Line} {setting} --out {folder["with"]}");
        Assert.Equal((0, ""), (with.Code, with.Error));
        Assert.NotEqual(CommandLine.Run($"{Line} --out {folder["plain"]}").Weights, with.Weights);
    }

    [Theory]
    [InlineData("mae")]
    [InlineData("huber")]
    [InlineData("smooth-l1")]
    public void Each_loss_of_numbers_has_an_effect(string loss)
    {
        using var folder = new TemporaryFolder();
        const string Line = "train mlp --data diabetes --epochs 2 --json";
        Assert.NotEqual(CommandLine.Run($"{Line} --out {folder["mse"]}").Weights, CommandLine.Run($"{Line} --loss {loss} --out {folder[loss]}").Weights);
    }

    [Fact]
    public void A_resumed_run_has_the_same_weights_and_metrics()
    {
        using var folder = new TemporaryFolder();
        string line = $"train mlp --data breast-cancer --epochs 6 --batch 13 --checkpoint-every 7 --json --out {folder["whole"]}";     // 455 rows: the last batch has none of its own
        var whole = CommandLine.Run(line);
        var part = CommandLine.RunUntil("\"epoch\":3", line.Replace("whole", "part"));
        Assert.Equal(130, part.Code);
        var resumed = CommandLine.Run($"train --resume {folder["part"]} --json");
        Assert.Equal((0, whole.Weights), (resumed.Code, resumed.Weights));
        Assert.Equal(File.ReadAllText(folder["whole/metrics.jsonl"]), File.ReadAllText(folder["part/metrics.jsonl"]));
    }

    [Fact]
    public void A_row_that_would_be_a_batch_of_its_own_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train mlp --batch 17 --epochs 1 --json --out {folder["run"]}");                 // 120 rows = 7·17 + 1
        Assert.Equal((0, 7), (o.Code, o.End.GetProperty("steps").GetInt32()));
    }

    [Fact]
    public void A_resumed_run_needs_the_file_it_began_with()
    {
        using var folder = new TemporaryFolder();
        string file = folder["t.csv"];
        File.WriteAllText(file, Rows);
        Assert.Equal(0, CommandLine.Run($"train mlp --data {file} --target y --epochs 2 --out {folder["run"]}").Code);
        File.Delete(folder["run/model.safetensors"]);
        File.AppendAllText(file, "1,red,5\n");
        var o = CommandLine.Run($"train --resume {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("t.csv: has changed since the run was started", o.Error);
    }

    [Fact]
    public void The_report_fits_the_task()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run($"train mlp --epochs 2 --out {folder["iris"]}");
        CommandLine.Run($"train mlp --data diabetes --epochs 2 --out {folder["diabetes"]}");
        string iris = File.ReadAllText(folder["iris/report.html"]), diabetes = File.ReadAllText(folder["diabetes/report.html"]);
        Assert.All(["Confusion", "precision", "versicolor", "accuracy, %", "of the test rows right"], text => Assert.Contains(text, iris));
        Assert.All(["Residuals", "predicted progression", "predicted − actual", "R² ", "rmse"], text => Assert.Contains(text, diabetes));
        Assert.DoesNotContain("Confusion", diabetes);
    }

    /// <summary>Forty rows: a number that grows with n, and is larger where the colour is red.</summary>
    internal static string Rows { get; } = "n,colour,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i % 3 == 0 ? "red" : "blue")},{2.5 * i + (i % 3 == 0 ? 30 : 0)}\n"));
}
