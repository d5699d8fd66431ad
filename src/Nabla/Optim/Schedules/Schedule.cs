namespace Nabla.Optim;

/// <summary>The learning rate, or another number, of a step counted from 0: a pure function, so that a resumed training goes on alike.</summary>
/// <remarks>Asked beyond its end, a schedule keeps its last value, unless it says otherwise. A step before 0 is an error, and so is a value that overflows float64.</remarks>
public delegate double Schedule(long step);

/// <summary>Learning rates over time, and ways to combine them; all in float64.</summary>
public static partial class Schedules
{
    /// <summary>The same rate always: the η of gradient descent, Bishop 2006, eq. 5.41.</summary>
    public static Schedule Constant(double rate)
    {
        Checks.NotNegative("constant", "rate", rate);
        return Checked("constant", _ => rate);
    }

    /// <summary>From one value to another as the position p goes from 0 to 1: along half a cosine, or straight.</summary>
    private static double Between(double from, double to, double p, bool linear) =>
        linear ? from + (to - from) * p : to + (from - to) * 0.5 * (1 + Math.Cos(Math.PI * p));

    /// <summary>What holds for all schedules: steps count from 0, and every value is a finite number.</summary>
    private static Schedule Checked(string name, Schedule schedule) => step =>
    {
        if (step < 0)
            throw new RangeException(name, $"step {step} is not possible. Give a step from 0.");
        double value = schedule(step);
        return double.IsFinite(value) ? value : throw new RangeException(name, $"the value of step {step} overflows float64. Give a smaller rate or factor.");
    };

    private static void CheckFloor(string name, double rate, double floor)
    {
        Checks.NotNegative(name, "rate", rate);
        if (!(floor >= 0 && floor <= rate))
            throw Checks.Refused(name, "floor", floor, $"a number from 0 to the rate, {rate}");
    }

    private static void CheckSteps(string name, long steps)
    {
        if (steps < 1)
            throw new RangeException(name, $"{steps} steps are not possible. Give 1 or more.");
    }
}
