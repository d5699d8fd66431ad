using Nabla.Zoo;

namespace Nabla.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("trian", "'trian' is not known to 'nabla'. Did you mean 'train'?")]
    [InlineData("train lenet5 --epohcs 3", "'--epohcs' is not known to 'nabla train'. Did you mean '--epochs'?")]
    [InlineData("train lenet", "model: 'lenet' is not known. Did you mean 'lenet5'?")]
    [InlineData("train", "no model is given")]
    [InlineData("train lenet5 --epochs 0", "--epochs: '0' is not possible. Give a whole number from 1 to 2147483647.")]
    [InlineData("train lenet5 --epochs many", "--epochs: 'many' is not possible")]
    [InlineData("train lenet5 --epochs", "--epochs: no value is given. Give one: --epochs n.")]
    [InlineData("train lenet5 --epochs 1 --epochs 2", "--epochs: it is given 2 times. Give it once.")]
    [InlineData("train lenet5 --lr nan", "--lr: 'nan' is not possible. Give a finite number above 0.")]
    [InlineData("train lenet5 --lr -1", "--lr: '-1' is not possible")]
    [InlineData("train lenet5 --seed -1", "--seed: '-1' is not possible")]
    [InlineData("train lenet5 --schedule cosin", "Did you mean 'cosine'?")]
    [InlineData("train lenet5 --optimizer adan", "Did you mean 'adam'? Known: sgd, nesterov, adam, adamw, nadam, adagrad, rmsprop, lion.")]
    [InlineData("train mlp --hidden 64,0", "--hidden: '64,0' is not possible. Give widths from 1 to 65536, separated by commas, or none.")]
    [InlineData("train mlp --hidden 100000,100000", "--hidden: '100000,100000' is not possible. Give widths from 1 to 65536, separated by commas, or none.")]
    [InlineData("train mlp --seed 18446744073709551616", "--seed: '18446744073709551616' is not possible. Give a whole number from 0 to 18446744073709551615.")]
    [InlineData("train mlp --dropout 1", "--dropout: '1' is not possible. Give a number from 0 to below 1.")]
    [InlineData("train mlp --weight-decay -1", "--weight-decay: '-1' is not possible. Give a finite number from 0.")]
    [InlineData("train mlp --test-share 0", "--test-share: '0' is not possible. Give a number between 0 and 1.")]
    [InlineData("train mlp --class-weights 1,-2", "--class-weights: '1,-2' is not possible. Give balanced, or numbers above 0, separated by commas.")]
    [InlineData("train mlp --activation rleu", "Did you mean 'relu'?")]
    [InlineData("train mlp --loss mean", "--loss: 'mean' is not known.")]
    [InlineData("train lenet5 --checkpoint-every never", "Give steps (200), seconds (30s), minutes (5m) or auto.")]
    [InlineData("train lenet5 --out a --resume b", "--out and --resume do not go together")]
    [InlineData("models resnet", "name: 'resnet' is not known")]
    [InlineData("data", "data: no command is given. Give one of list, get.")]
    [InlineData("data get", "get: no name is given. Give a data set, see 'nabla data list'.")]
    [InlineData("eval", "eval: no run is given. Give a run folder that 'nabla train' made.")]
    [InlineData("predict run", "predict: no file is given. Give PNG or JPEG files: photographs, or a digit each for a model of grey images; for a model of tables one CSV file.")]
    [InlineData("schedule", "schedule: no name is given. Give the schedule: constant, step, multi-step, ")]
    [InlineData("train mlp --drop \"a", "--drop: '\"a' is not possible. Give columns separated by commas, in double quotes where a name holds one: '\"a, b\",c'.")]
    [InlineData("train mlp --milestones 5,x", "--milestones: '5,x' is not possible. Give whole numbers from 0 to 9223372036854775807, separated by commas, such as 500,750.")]
    public void A_command_line_that_cannot_be_understood_ends_with_2_and_one_message(string line, string message)
    {
        var o = CommandLine.Run(line);
        Assert.Equal((2, ""), (o.Code, o.Out));
        string[] words = o.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, words.Length);
        Assert.Contains(message, words[0]);
        Assert.StartsWith("nabla: See 'nabla", words[1]);
    }

    [Fact]
    public void The_version_is_told()
    {
        var o = CommandLine.Run("--version");
        Assert.Equal((0, ""), (o.Code, o.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+", o.Out);
    }

    [Fact]
    public void With_json_an_error_is_an_object_too()
    {
        var o = CommandLine.Run("train lenet --json");
        Assert.Equal(2, o.Code);
        var error = Assert.Single(o.Json);
        Assert.Equal(("error", 2), (error.GetProperty("event").GetString(), error.GetProperty("exit").GetInt32()));
        Assert.Contains("lenet5", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("eval --help")]
    [InlineData("predict --help")]
    [InlineData("models --help")]
    [InlineData("data --help")]
    [InlineData("data list --help")]
    [InlineData("data get --help")]
    [InlineData("env --help")]
    public void Every_verb_has_help(string line)
    {
        var o = CommandLine.Run(line);
        Assert.Equal((0, ""), (o.Code, o.Error));
        Assert.Contains("Usage:", o.Out);
    }

    [Theory]
    [InlineData(0.07123, "0.0712")]
    [InlineData(999999, "999999.0000")]
    [InlineData(1.5e6, "1.5e+6")]
    [InlineData(1.23456e20, "1.235e+20")]
    public void Large_losses_are_short(double loss, string text) => Assert.Equal(text, Measure.Loss(loss));

    [Fact]
    public void Help_lists_the_exit_codes() => Assert.Contains("0 done, 2 the command line", CommandLine.Run("--help").Out);

    [Fact]
    public void Help_brackets_what_may_be_left_out()
    {
        string help = CommandLine.Run("--help").Out;
        Assert.All(["train [model] ", "models [name] ", "eval <run> ", "predict <run> <file> "], words => Assert.Contains(words, help));
        var bare = CommandLine.Run();
        Assert.Equal((2, help), (bare.Code, bare.Out));
    }

    [Theory]
    [InlineData("lenet5", "lenet5", 0)]
    [InlineData("lenet", "LeNet5", 1)]
    [InlineData("trian", "train", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string a, string b, int edits) => Assert.Equal(edits, Suggest.Distance(a, b));
}
