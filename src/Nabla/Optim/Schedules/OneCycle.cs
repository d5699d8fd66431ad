namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>One-cycle training: up to the highest rate over the first part of the steps, and down to almost nothing over the rest.</summary>
    /// <remarks>
    /// From highest/divide to highest over <paramref name="rise"/>·steps − 1 steps, then to highest/(divide·finalDivide) at step
    /// steps − 1. With three phases it goes back down as it came, and then to the end. <see cref="OneCycleMomentum"/> goes the
    /// other way meanwhile. Smith and Topin 2018; the numbers are those of PyTorch's <c>OneCycleLR</c>.
    /// </remarks>
    /// <param name="highest">The rate at the top.</param>
    /// <param name="steps">Of the whole training, 2 or more.</param>
    /// <param name="rise">The part of the steps that rises, in (0, 1); at most ½ in three phases.</param>
    /// <param name="linear">Straight instead of along half cosines.</param>
    /// <param name="divide">How many times lower it begins.</param>
    /// <param name="finalDivide">How many times lower than its beginning it ends.</param>
    /// <param name="threePhases">Smith's first form: up, down alike, and then to the end.</param>
    public static Schedule OneCycle(double highest, long steps, double rise = 0.3, bool linear = false, double divide = 25, double finalDivide = 1e4, bool threePhases = false)
    {
        Checks.NotNegative("one_cycle", "rate", highest);
        Checks.Positive("one_cycle", "divide", divide);
        Checks.Positive("one_cycle", "final divide", finalDivide);
        double first = highest / divide, last = first / finalDivide;
        return Cycle("one_cycle", steps, rise, linear, threePhases, first, highest, last);
    }

    /// <summary>The momentum that goes with <see cref="OneCycle"/>: down to the lowest while the rate rises, and back up.</summary>
    /// <remarks>Smith and Topin 2018; PyTorch's <c>OneCycleLR</c> with its <c>cycle_momentum</c>.</remarks>
    /// <param name="steps">Of the whole training, 2 or more.</param>
    /// <param name="lowest">At the top of the rate.</param>
    /// <param name="highest">At both ends.</param>
    /// <param name="rise">The part of the steps in which the rate rises, in (0, 1); at most ½ in three phases.</param>
    /// <param name="linear">Straight instead of along half cosines.</param>
    /// <param name="threePhases">Back up as it came down, and then level.</param>
    public static Schedule OneCycleMomentum(long steps, double lowest = 0.85, double highest = 0.95, double rise = 0.3, bool linear = false, bool threePhases = false)
    {
        Checks.Share("one_cycle_momentum", "momentum", lowest);
        Checks.Share("one_cycle_momentum", "momentum", highest);
        return Cycle("one_cycle_momentum", steps, rise, linear, threePhases, highest, lowest, highest);
    }

    private static Schedule Cycle(string name, long steps, double rise, bool linear, bool threePhases, double first, double top, double last)
    {
        if (steps < 2)
            throw new RangeException(name, $"{steps} steps are not possible. Give 2 or more.");
        if (!(rise > 0 && rise < 1) || (threePhases && rise > 0.5))
            throw Checks.Refused(name, "rise", rise, threePhases ? "a number above 0, at most 0.5" : "a number in (0, 1)");
        double up = Math.Max(0, rise * steps - 1), down = threePhases ? Math.Max(up, 2 * rise * steps - 2) : up, end = steps - 1;
        return Checked(name, step => step >= end ? last
            : step <= up ? Phase(step, 0, up, first, top)
            : step <= down ? Phase(step, up, down, top, first)
            : Phase(step, down, end, threePhases ? first : top, last));

        // A rise that has no length is at its top at once.
        double Phase(double step, double begin, double end, double from, double to) =>
            Between(from, to, end > begin ? (step - begin) / (end - begin) : 1, linear);
    }
}
