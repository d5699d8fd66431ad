namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Falls to γ times the rate every so many steps: rate·γ^⌊t/every⌋. It never ends.</summary>
    /// <param name="rate">At step 0.</param>
    /// <param name="every">Steps from one fall to the next.</param>
    /// <param name="gamma">γ, what is left of the rate at each.</param>
    /// <param name="continuous">Without the floor, rate·γ^(t/every): the same rate at the falls, and a smooth curve through them.</param>
    public static Schedule StepDecay(double rate, long every, double gamma = 0.1, bool continuous = false)
    {
        Checks.NotNegative("step_decay", "rate", rate);
        Checks.Positive("step_decay", "gamma", gamma);
        CheckSteps("step_decay", every);
        return step => rate * Math.Pow(gamma, continuous ? (double)step / every : step / every);
    }

    /// <summary>Falls to γ times the rate at each milestone: rate·γⁿ, n the milestones up to and at t.</summary>
    public static Schedule MultiStep(double rate, IReadOnlyList<long> milestones, double gamma = 0.1)
    {
        Checks.NotNegative("multi_step", "rate", rate);
        Checks.Positive("multi_step", "gamma", gamma);
        long[] at = [.. milestones.Order()];
        return step => rate * Math.Pow(gamma, at.Count(m => m <= step));
    }

    /// <summary>rate·γᵗ. It never ends.</summary>
    public static Schedule Exponential(double rate, double gamma)
    {
        Checks.NotNegative("exponential", "rate", rate);
        Checks.Positive("exponential", "gamma", gamma);
        return step => rate * Math.Pow(gamma, step);
    }
}
