namespace Nabla.Cli.Tests;

public class BadInputTests
{
    [Fact]
    public void An_existing_folder_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine"], "text");
        var o = CommandLine.Run($"{CommandLine.Short} --out {folder.Root}");
        Assert.Equal(3, o.Code);
        Assert.Contains("exists already. Give another folder with --out.", o.Error);
        Assert.Equal([folder["mine"]], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_message()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var o = CommandLine.Run($"{CommandLine.Short} --out {folder["file/run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("the run folder could not be made", o.Error);
        Assert.Single(o.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(".tmp", o.Error);
    }

    [Theory]
    [InlineData("train", "lenet5", "--out", "")]
    [InlineData("train", "--resume", " ")]
    [InlineData("predict", "", "digit.png")]
    public void An_empty_word_is_a_usage_error(params string[] words)
    {
        var o = CommandLine.Run(words);
        Assert.Equal(2, o.Code);
        Assert.Contains("of the command line is empty. Give a name or a path, or leave it out.", o.Error);
    }

    [Fact]
    public void An_option_that_predict_lacks_is_no_picture()
    {
        var o = CommandLine.Run("predict run digit.png --threads 1");
        Assert.Equal(2, o.Code);
        Assert.Contains("'--threads' is not known to 'nabla predict'.", o.Error);
    }

    [Fact]
    public void Json_can_be_switched_off() => Assert.DoesNotContain("{", CommandLine.Run("env --json=false").Out);

    [Fact]
    public void More_steps_than_a_picture_can_hold_are_refused() =>
        Assert.Contains("--steps: '2000000000' is not possible. Give a whole number from 1 to 10000000.", CommandLine.Run("schedule cosine --steps 2000000000").Error);

    [Fact]
    public void Unknown_data_is_refused_before_a_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train lenet5 --data fashion --out {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains($"there is no data set 'fashion', and no folder of pictures at {Path.GetFullPath("fashion")}. Use mnist-mini, mnist, ", o.Error);
        Assert.Contains("; a folder that has one of pictures for each class; or put images and labels of your own as train-images-idx3-ubyte.gz, ", o.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void A_warm_up_that_outlasts_the_training_is_told()
    {
        using var folder = new TemporaryFolder();
        const string text = "nabla: the rate rises for 8 steps, but the training has 8: it never reaches 0.05. Give a smaller --warmup, or more --epochs.\n";
        var o = CommandLine.Run($"{CommandLine.Short} --warmup 8 --out {folder["a"]}");
        Assert.Equal((0, text), (o.Code, o.Error));
        Assert.Equal("", CommandLine.Run($"{CommandLine.Short} --warmup 7 --out {folder["b"]}").Error);
    }

    [Theory]
    [InlineData("train --resume")]
    [InlineData("eval")]
    public void A_folder_that_is_no_run_is_refused(string verb)
    {
        using var folder = new TemporaryFolder();
        var missing = CommandLine.Run($"{verb} {folder["nothing"]}");
        Assert.Equal(3, missing.Code);
        Assert.Contains("there is no such run folder", missing.Error);
        var other = CommandLine.Run($"{verb} {folder.Root}");
        Assert.Equal(3, other.Code);
        Assert.Contains("it has no config.json", other.Error);
    }

    [Fact]
    public void A_run_without_weights_cannot_be_tried()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run($"{CommandLine.Short} --out {folder["run"]}");
        foreach (string file in Directory.GetFiles(folder["run"], "*.safetensors"))
            File.Delete(file);
        var o = CommandLine.Run($"eval {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("neither model.safetensors nor a checkpoint", o.Error);
    }

    [Fact]
    public void Weights_that_are_missing_from_a_finished_run_are_said_to_be_missing()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run($"{CommandLine.Short} --out {folder["run"]}");
        File.Delete(folder["run/model.safetensors"]);
        var o = CommandLine.Run($"eval {folder["run"]}");
        Assert.Equal(0, o.Code);
        Assert.Contains("model.safetensors is missing; the last checkpoint is used", o.Error);
        Assert.DoesNotContain("not finished", o.Error);
    }

    [Fact]
    public void Corrupt_weights_are_named()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run($"{CommandLine.Short} --out {folder["run"]}");
        File.WriteAllText(folder["run/model.safetensors"], "nonsense, and not a little");
        var o = CommandLine.Run($"eval {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("model.safetensors", o.Error);
    }
}
