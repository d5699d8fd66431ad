using Nabla.Optim;

namespace Nabla.Cli.Tests;

public class ScheduleTests
{
    private static double[] Values(string line, string name = "values") =>
        [.. CommandLine.Run($"{line} --json").End.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    [Fact]
    public void Json_gives_every_value()
    {
        var cosine = Schedules.Cosine(0.2, 50, floor: 0.01).Warmup(5);
        Assert.Equal(Enumerable.Range(0, 50).Select(t => cosine(t)), Values("schedule cosine --lr 0.2 --steps 50 --floor 0.01 --warmup 5"));
        Assert.Equal([0.1, 0.1, 0.05, 0.05, 0.025], Values("schedule step --every 2 --gamma 0.5 --steps 5"));
        Assert.Equal(0.001, Values("schedule exponential --steps 100")[^1] * Math.Pow(0.01, 0.01), 1e-12);
        Assert.Equal([1, 0.5, 1, 0.5], Values("schedule cosine-restarts --lr 1 --every 2 --steps 4").Select(v => Math.Round(v, 12)));
        Assert.Equal([1, 0.25], Values("schedule polynomial --lr 1 --steps 2"));
        Assert.Equal([1, 0.75, 0.5, 0.25], Values("schedule linear --lr 1 --steps 4"));
        Assert.Equal([0.1, 0.05, 0.025], Values("schedule step --continuous --every 2 --gamma 0.25 --steps 3").Select(v => Math.Round(v, 15)));
        Assert.Equal([0.1, 0.1, 0.05, 0.05, 0.0125], Values("schedule multi-step --milestones 4,2,4 --gamma 0.5 --steps 5"));
        Assert.Equal([1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01], Values("schedule multi-step --lr 1 --steps 8").Select(v => Math.Round(v, 12)));
        Assert.Equal([1, 1], Values("schedule constant --lr 1 --steps 2"));
    }

    [Fact]
    public void One_cycle_has_a_momentum()
    {
        Assert.Equal(0.1, Values("schedule one-cycle").Max());
        Assert.Equal(0.85, Values("schedule one-cycle --linear --three-phases", "momentum").Min());
    }

    [Fact]
    public void The_inverse_root_is_highest_after_its_rise()
    {
        double[] values = Values("schedule inverse-root --lr 0.3 --warmup 20 --steps 90");
        Assert.Equal(0.3, values[19], 1e-12);
        Assert.Equal(0.15, values[79], 1e-12);
        Assert.Equal(0.3, values.Max(), 1e-12);
    }

    [Fact]
    public void People_see_the_curve()
    {
        string text = CommandLine.Run("schedule linear --lr 0.5 --steps 72").Out;
        string[] rows = [.. text.Split('\n').Where(l => l.Contains('┤'))];
        Assert.Equal(12, rows.Length);
        Assert.StartsWith("0.5 ┤█", rows[0]);
        Assert.True(rows.Zip(rows.Skip(1)).All(p => p.First.Count(c => c == '█') < p.Second.Count(c => c == '█')));
        Assert.Contains("0.5 at step 0, highest 0.5 at step 0, last 0.006944 at step 71", text);
        Assert.Contains("momentum 0.95 at step 0, lowest 0.85 at step 299, last 0.95", CommandLine.Run("schedule one-cycle").Out);
    }

    [Fact]
    public void A_picture_is_written()
    {
        using var folder = new TemporaryFolder();
        string file = folder["cycle.svg"];
        Assert.Equal(0, CommandLine.Run("schedule", "one-cycle", "--out", file).Code);
        string svg = File.ReadAllText(file);
        Assert.Contains("<svg", svg);
        Assert.Contains("momentum", svg);
        Assert.Contains("one-cycle: lr/25", svg);
    }

    [Theory]
    [InlineData("schedule cosin", "name: 'cosin' is not known. Did you mean 'cosine'?")]
    [InlineData("schedule cosine --growth 2", "--growth: it does not belong to the schedule cosine, which has --floor, --lr, --steps. Leave it out.")]
    [InlineData("schedule cosine --milestones 5", "--milestones: it does not belong to the schedule cosine, which has --floor, --lr, --steps. Leave it out.")]
    [InlineData("schedule exponential --continuous", "--continuous: it does not belong to the schedule exponential, which has --gamma, --lr, --steps. Leave it out.")]
    [InlineData("schedule multi-step --milestones 5,-1", "--milestones: '5,-1' is not possible. Give whole numbers from 0 to 9223372036854775807, separated by commas, such as 500,750.")]
    [InlineData("schedule cosine --lr -1", "--lr: '-1' is not possible. Give a finite number above 0.")]
    [InlineData("schedule cosine --steps 0", "--steps: '0' is not possible. Give a whole number from 1 to 10000000.")]
    [InlineData("schedule cosine --floor -1", "--floor: '-1' is not possible. Give a finite number, 0 or more.")]
    [InlineData("schedule step --every 99999999999", "--every: '99999999999' is not possible. Give a whole number from 1 to 2147483647.")]
    [InlineData("schedule cosine-restarts --growth 2147483648", "--growth: '2147483648' is not possible. Give a whole number from 1 to 2147483647.")]
    [InlineData("schedule cosine --out a.bmp", "--out: 'a.bmp' is not possible. Give a file that ends in .svg.")]
    public void What_cannot_be_understood_is_told(string line, string message)
    {
        var outcome = CommandLine.Run(line);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Error);
    }

    [Theory]
    [InlineData("exponential --gamma 5 --steps 1000", "exponential: the value of step 442 overflows float64. Give a smaller rate or factor.")]
    [InlineData("step --lr 1e300 --gamma 1e9 --every 1", "step_decay: the value of step 1 overflows float64. Give a smaller rate or factor.")]
    [InlineData("inverse-root --lr 1.7e308", "inverse_square_root: factor ")]
    public void A_rate_that_overflows_is_told(string line, string message)
    {
        foreach (string form in new[] { "", " --json" })
        {
            var o = CommandLine.Run($"schedule {line}{form}");
            Assert.Equal(3, o.Code);
            Assert.Contains(message, o.Error);
        }
    }

    [Fact]
    public void The_largest_rates_are_drawn()
    {
        Assert.Equal([2e307, 4e307, 6e307, 8e307, 1e308, 1e308], Values("schedule constant --lr 1e308 --warmup 5 --steps 6").Select(v => double.Parse($"{v:E3}")));
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"schedule linear --lr 1e308 --steps 72 --out {folder["a.svg"]}");
        Assert.Equal((0, ""), (o.Code, o.Error));
        string[] rows = [.. o.Out.Split('\n').Where(l => l.Contains('┤'))];
        Assert.True(rows.Zip(rows.Skip(1)).All(p => p.First.Count(c => c == '█') < p.Second.Count(c => c == '█')));
    }

    [Theory]
    [InlineData("cosine", "cosine")]
    [InlineData("cosine-restarts", "cosine_restarts")]
    [InlineData("linear", "linear")]
    [InlineData("polynomial", "polynomial")]
    public void A_floor_above_the_rate_is_bad_input(string name, string op)
    {
        var o = CommandLine.Run($"schedule {name} --lr 0.1 --floor 0.2");
        Assert.Equal(3, o.Code);
        Assert.Contains($"{op}: floor 0.2 is not possible. Give a number from 0 to the rate, 0.1.", o.Error);
        Assert.Equal(Values($"schedule {name} --steps 9"), Values($"schedule {name} --steps 9 --floor 0"));
        Assert.Equal(Enumerable.Repeat(0.1, 9), Values($"schedule {name} --steps 9 --floor 0.1"));
    }

    [Fact]
    public void Help_names_each_schedule_that_has_a_floor() =>
        Assert.Contains("cosine, cosine-restarts, linear, polynomial: the last rate", System.Text.RegularExpressions.Regex.Replace(CommandLine.Run("schedule --help").Out, @"\s+", " "));
}
