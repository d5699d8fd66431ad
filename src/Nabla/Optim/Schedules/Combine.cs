namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Scales the first steps by 1/steps, 2/steps, … 1. The schedule itself is not delayed, so its end stays where it is.</summary>
    public static Schedule Warmup(this Schedule schedule, long steps)
    {
        CheckSteps("warmup", steps);
        return step => step < steps ? schedule(step) * (step + 1) / steps : schedule(step);
    }

    /// <summary>Goes over to <paramref name="next"/> at step <paramref name="at"/>, which is step 0 there.</summary>
    public static Schedule Then(this Schedule schedule, long at, Schedule next)
    {
        CheckSteps("then", at);
        return step => step < at ? schedule(step) : next(step - at);
    }

    /// <summary>The product of two schedules: PyTorch's ChainedScheduler.</summary>
    public static Schedule Times(this Schedule schedule, Schedule other) => step => schedule(step) * other(step);

    /// <summary>A schedule times a number.</summary>
    public static Schedule Times(this Schedule schedule, double factor)
    {
        Checks.NotNegative("times", "factor", factor);
        return step => schedule(step) * factor;
    }
}
