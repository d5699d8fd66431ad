namespace Nabla.Optim;

/// <summary>The learning rate of a step, counted from 0: a pure function, so that a resumed training goes on alike.</summary>
public delegate double Schedule(long step);

/// <summary>Learning rates over time, and ways to combine them.</summary>
public static class Schedules
{
    /// <summary>The same rate always.</summary>
    public static Schedule Constant(double rate)
    {
        Check("constant", rate, 0);
        return _ => rate;
    }

    /// <summary>Half a cosine from <paramref name="rate"/> at step 0 to <paramref name="floor"/> at <paramref name="steps"/>, and that for ever after.</summary>
    /// <remarks>floor + (rate − floor) · ½(1 + cos(π·step/steps)). Loshchilov and Hutter 2017, eq. 5.</remarks>
    public static Schedule Cosine(double rate, long steps, double floor = 0)
    {
        Check("cosine", rate, floor);
        CheckSteps("cosine", steps);
        return step => step >= steps ? floor : floor + (rate - floor) * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
    }

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

    private static void Check(string name, double rate, double floor)
    {
        if (!double.IsFinite(rate) || rate < 0 || !(floor >= 0 && floor <= rate))
            throw new RangeException(name, $"rate {rate}, floor {floor}: the rate must be finite and 0 or more, the floor between 0 and it.");
    }

    private static void CheckSteps(string name, long steps)
    {
        if (steps < 1)
            throw new RangeException(name, $"{steps} steps: give 1 or more.");
    }
}
