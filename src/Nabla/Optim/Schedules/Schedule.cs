namespace Nabla.Optim;

/// <summary>The learning rate, or another number, of a step counted from 0: a pure function, so that a resumed training goes on alike.</summary>
/// <remarks>Asked beyond its end, a schedule keeps its last value, unless it says otherwise.</remarks>
public delegate double Schedule(long step);

/// <summary>Learning rates over time, and ways to combine them; all in float64.</summary>
public static partial class Schedules
{
    /// <summary>The same rate always.</summary>
    public static Schedule Constant(double rate)
    {
        Checks.NotNegative("constant", "rate", rate);
        return _ => rate;
    }

    /// <summary>From one value to another as the position p goes from 0 to 1: along half a cosine, or straight.</summary>
    private static double Between(double from, double to, double p, bool linear) =>
        linear ? from + (to - from) * p : to + (from - to) * 0.5 * (1 + Math.Cos(Math.PI * p));

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
