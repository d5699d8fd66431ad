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
        Assert.Equal(cosine(2) * (3 / 5.0), cosine.Warmup(5)(2));
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

    [Theory]
    [InlineData(500)]
    [InlineData(1_000_000_000_000)]
    public void Beyond_its_end_a_schedule_keeps_its_last_value(long step)
    {
        Assert.Equal(0.2, Schedules.Linear(1, 0.2, 100)(step));
        Assert.Equal(0.1, Schedules.Polynomial(1, 100, 2, floor: 0.1)(step));
        Assert.Equal(1 / 25.0 / 1e4, Schedules.OneCycle(1, 100)(step));
        Assert.Equal(0.95, Schedules.OneCycleMomentum(100)(step));
        Assert.Equal(8, Schedules.Constant(1).ForBatch(8, 10)(step));
    }

    [Fact]
    public void Schedules_that_never_end_stay_finite_at_any_step()
    {
        foreach (var s in new[] { Schedules.StepDecay(1, 7), Schedules.Exponential(1, 0.9), Schedules.MultiStep(1, [3]), Schedules.InverseSquareRoot(512), Schedules.CosineRestarts(1, 3, growth: 2), Schedules.CosineRestarts(1, 3) })
            Assert.InRange(s(4_000_000_000_000_000_000), 0, 1);
    }

    [Fact]
    public void Every_schedule_has_a_value_at_the_last_step_there_is()
    {
        foreach (var (name, schedule) in ScheduleTable.Rows)
            Assert.True(schedule(long.MaxValue) is >= 0 and <= 1, name);
        foreach (int growth in new[] { 2, 3, 7, 1000, int.MaxValue })
            foreach (long first in new[] { 1, 10, long.MaxValue })
                Assert.InRange(Schedules.CosineRestarts(1, first, growth)(long.MaxValue), 0, 1);
        Assert.Equal(1 / Math.Sqrt(512) / Math.Sqrt(9.2233720368547758e18), Schedules.InverseSquareRoot(512)(long.MaxValue), 1e-24);
    }

    [Fact]
    public void Restarts_begin_at_the_full_rate_however_late()
    {
        var s = Schedules.CosineRestarts(1, 10, growth: 2);
        for (long n = 0, start = 0; n < 40; start += 10L << (int)n++)
            Assert.Equal(1, s(start));
    }

    [Fact]
    public void One_cycle_is_highest_where_the_momentum_is_lowest()
    {
        var (rate, momentum) = (Schedules.OneCycle(0.4, 1000), Schedules.OneCycleMomentum(1000));
        Assert.Equal((0.4, 0.85), (rate(299), momentum(299)));
        Assert.Equal((0.016, 0.95), (Math.Round(rate(0), 12), momentum(0)));
        Assert.All(Enumerable.Range(0, 1000), t => Assert.InRange(rate(t), 0, 0.4));
        Assert.Equal(1, Schedules.OneCycle(1, 2)(0));            // no steps to rise in
    }

    [Fact]
    public void The_inverse_root_peaks_at_the_end_of_its_rise()
    {
        var s = Schedules.InverseSquareRoot(512, 4000);
        Assert.Equal(1 / Math.Sqrt(512.0 * 4000), s(3999), 1e-15);
        Assert.True(s(3998) < s(3999) && s(4000) < s(3999));
        Assert.Equal(s(3999) / 2, s(15999), 1e-15);
    }

    [Fact]
    public void No_schedule_has_a_step_before_0()
    {
        foreach (var (name, schedule) in ScheduleTable.Rows)
            foreach (long step in new[] { -1, -5, long.MinValue })
                Assert.EndsWith($": step {step} is not possible. Give a step from 0.", Assert.Throws<RangeException>(() => schedule(step)).Message);
        Assert.Equal("polynomial: step -5 is not possible. Give a step from 0.", Assert.Throws<RangeException>(() => Schedules.Polynomial(1, 100)(-5)).Message);
        Schedule own = step => step + 10;
        foreach (var (name, combined) in new[] { ("warmup", own.Warmup(5)), ("then", own.Then(5, own)), ("times", own.Times(own)), ("times", own.Times(2)), ("for_batch", own.ForBatch(2)) })
            Assert.Equal($"{name}: step -5 is not possible. Give a step from 0.", Assert.Throws<RangeException>(() => combined(-5)).Message);
    }

    [Fact]
    public void A_value_that_overflows_is_told()
    {
        Assert.Equal(Math.Pow(5, 441), Schedules.Exponential(1, 5)(441));
        foreach (var (name, overflowing) in new[] { ("exponential", Schedules.Exponential(1, 5)), ("step_decay", Schedules.StepDecay(1e308, 1, 10)), ("times", Schedules.Constant(1e308).Times(10)), ("for_batch", Schedules.Constant(1e308).ForBatch(10)), ("one_cycle", Schedules.OneCycle(1e308, 600, divide: 1e-10)) })
            Assert.Equal($"{name}: the value of step 442 overflows float64. Give a smaller rate or factor.", Assert.Throws<RangeException>(() => overflowing(442)).Message);
    }

    [Fact]
    public void Warm_up_to_the_largest_rates_does_not_overflow()
    {
        foreach (double rate in new[] { 1e308, double.MaxValue })
        {
            var s = Schedules.Constant(rate).Warmup(5);
            Assert.Equal([0.2, 0.4, 0.6, 0.8, 1, 1], Enumerable.Range(0, 6).Select(t => Math.Round(s(t) / rate, 12)));
        }
    }

    [Fact]
    public void Null_schedules_are_refused()
    {
        Schedule none = null!, one = Schedules.Constant(1);
        foreach (var make in new Func<Schedule>[] { () => none.Warmup(3), () => none.Times(one), () => one.Times(none), () => none.Times(2), () => none.Then(3, one), () => one.Then(3, none), () => none.ForBatch(2) })
            Assert.Throws<ArgumentNullException>(make);
    }

    public static TheoryData<string, Func<Schedule>> Refused => new()
    {
        { "constant: rate -1 is not possible. Give a finite number, 0 or more.", () => Schedules.Constant(-1) },
        { "cosine: floor 2 is not possible. Give a number from 0 to the rate, 1.", () => Schedules.Cosine(1, 10, 2) },
        { "cosine: 0 steps are not possible. Give 1 or more.", () => Schedules.Cosine(1, 0) },
        { "cosine_restarts: growth 0 is not possible. Give a whole number from 1.", () => Schedules.CosineRestarts(1, 10, 0) },
        { "warmup: 0 steps are not possible. Give 1 or more.", () => Schedules.Constant(1).Warmup(0) },
        { "then: -3 steps are not possible. Give 1 or more.", () => Schedules.Constant(1).Then(-3, Schedules.Constant(1)) },
        { "exponential: gamma 0 is not possible. Give a finite number above 0.", () => Schedules.Exponential(1, 0) },
        { "one_cycle: 1 steps are not possible. Give 2 or more.", () => Schedules.OneCycle(1, 1) },
        { "one_cycle: rise 0.6 is not possible. Give a number above 0, at most 0.5.", () => Schedules.OneCycle(1, 10, 0.6, threePhases: true) },
        { "one_cycle_momentum: momentum 1 is not possible. Give a number in [0, 1).", () => Schedules.OneCycleMomentum(10, highest: 1) },
        { "multi_step: milestone -3 is not possible. Give steps from 0.", () => Schedules.MultiStep(1, [5, -3]) },
        { "for_batch: k 0 is not possible. Give a finite number above 0.", () => Schedules.Constant(1).ForBatch(0) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Impossible_options_are_refused(string message, Func<Schedule> make) =>
        Assert.Equal(message, Assert.Throws<RangeException>(make).Message);

    [Fact]
    public void Milestones_that_are_null_are_refused() =>
        Assert.Equal("multi_step: the milestones are null; steps were expected. Give some, such as [500, 750].", Assert.Throws<NablaException>(() => Schedules.MultiStep(1, null!)).Message);
}
