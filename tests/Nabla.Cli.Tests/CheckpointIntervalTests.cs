namespace Nabla.Cli.Tests;

public class CheckpointIntervalTests
{
    [Theory]
    [InlineData("auto", true)]
    [InlineData("200", true)]
    [InlineData("30s", true)]
    [InlineData("0.5m", true)]
    [InlineData("0", false)]
    [InlineData("0s", false)]
    [InlineData("-3", false)]
    [InlineData("s", false)]
    [InlineData("1h", false)]
    [InlineData("", false)]
    public void Steps_seconds_minutes_or_auto(string text, bool possible) => Assert.Equal(possible, CheckpointInterval.Parse(text) is not null);

    [Fact]
    public void Every_so_many_steps()
    {
        var every = CheckpointInterval.Parse("3")!;
        Assert.Equal([3L, 6], Enumerable.Range(1, 8).Select(i => (long)i).Where(every.Due));
    }

    [Fact]
    public void Time_starts_anew_when_one_was_written()
    {
        var every = CheckpointInterval.Parse("0.001s")!;
        Thread.Sleep(5);
        Assert.True(every.Due(1));
        var rare = CheckpointInterval.Parse("60m")!;
        rare.Written(TimeSpan.FromSeconds(1));
        Assert.False(rare.Due(1));
    }
}
