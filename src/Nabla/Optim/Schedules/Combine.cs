namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Scales the first steps by 1/steps, 2/steps, … 1. The schedule itself is not delayed, so its end stays where it is.</summary>
    /// <remarks>Goyal et al. 2017, section 2.2 ("gradual warmup"); He et al. 2016, section 4.2, began with a small constant rate.</remarks>
    public static Schedule Warmup(this Schedule schedule, long steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        CheckSteps("warmup", steps);
        return Checked("warmup", step => step < steps ? schedule(step) * ((step + 1.0) / steps) : schedule(step));     // a factor of at most 1 never overflows
    }

    /// <summary>Goes over to <paramref name="next"/> at step <paramref name="at"/>, which is step 0 there: PyTorch's <c>SequentialLR</c>.</summary>
    public static Schedule Then(this Schedule schedule, long at, Schedule next)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(next);
        CheckSteps("then", at);
        return Checked("then", step => step < at ? schedule(step) : next(step - at));
    }

    /// <summary>The product of two schedules: PyTorch's <c>ChainedScheduler</c>.</summary>
    public static Schedule Times(this Schedule schedule, Schedule other)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(other);
        return Checked("times", step => schedule(step) * other(step));
    }

    /// <summary>A schedule times a number: PyTorch's <c>ChainedScheduler</c> with a constant one.</summary>
    public static Schedule Times(this Schedule schedule, double factor)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Checks.NotNegative("times", "factor", factor);
        return Checked("times", step => schedule(step) * factor);
    }
}
