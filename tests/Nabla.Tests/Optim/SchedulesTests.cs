using Nabla.Optim;

namespace Nabla.Tests.Optim;

public class SchedulesTests
{
    [Fact]
    public void Cosine_goes_from_rate_to_floor()
    {
        var s = Schedules.Cosine(0.3, 100, floor: 0.1);
        Assert.Equal(0.3, s(0));
        Assert.Equal(0.2 + 0.1 * Math.Sqrt(0.5), s(25), 1e-15);
        Assert.Equal(0.2, s(50), 1e-15);
        Assert.Equal(0.1, s(100));
        Assert.Equal(0.1, s(1_000_000));
        Assert.Equal(s(7), s(7));
    }

    [Fact]
    public void Warmup_scales_the_first_steps_and_delays_nothing()
    {
        var s = Schedules.Constant(0.8).Warmup(4);
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 0.8], Enumerable.Range(0, 5).Select(i => s(i)).Select(v => Math.Round(v, 12)));
        var cosine = Schedules.Cosine(1, 10);
        Assert.Equal(cosine(6), cosine.Warmup(5)(6));
        Assert.Equal(cosine(2) * 3 / 5, cosine.Warmup(5)(2));
    }

    [Fact]
    public void Then_starts_the_next_at_its_step_0()
    {
        var s = Schedules.Constant(1).Then(10, Schedules.Cosine(0.5, 20));
        Assert.Equal(1, s(9));
        Assert.Equal(0.5, s(10));
        Assert.Equal(0.25, s(20), 1e-15);
        Assert.Equal(0, s(30));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Contains("rate -1", Assert.Throws<RangeException>(() => Schedules.Constant(-1)).Message);
        Assert.Contains("floor 2", Assert.Throws<RangeException>(() => Schedules.Cosine(1, 10, 2)).Message);
        Assert.Contains("0 steps", Assert.Throws<RangeException>(() => Schedules.Cosine(1, 0)).Message);
        Assert.Contains("0 steps", Assert.Throws<RangeException>(() => Schedules.Constant(1).Warmup(0)).Message);
        Assert.Contains("-3 steps", Assert.Throws<RangeException>(() => Schedules.Constant(1).Then(-3, Schedules.Constant(1))).Message);
    }
}
