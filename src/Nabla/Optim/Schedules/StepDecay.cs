namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Falls to γ times the rate every so many steps: rate·γ^⌊t/every⌋. It never ends.</summary>
    /// <remarks>PyTorch's <c>StepLR</c>; continuous, TensorFlow's ExponentialDecay with staircase off.</remarks>
    /// <param name="rate">At step 0.</param>
    /// <param name="every">Steps from one fall to the next.</param>
    /// <param name="gamma">γ, what is left of the rate at each.</param>
    /// <param name="continuous">Without the floor, rate·γ^(t/every): the same rate at the falls, and a smooth curve through them.</param>
    public static Schedule StepDecay(double rate, long every, double gamma = 0.1, bool continuous = false)
    {
        Checks.NotNegative("step_decay", "rate", rate);
        Checks.Positive("step_decay", "gamma", gamma);
        CheckSteps("step_decay", every);
        return Checked("step_decay", step => rate * Math.Pow(gamma, continuous ? (double)step / every : step / every));
    }

    /// <summary>Falls to γ times the rate at each milestone: rate·γⁿ, n the milestones up to and at t.</summary>
    /// <remarks>PyTorch's <c>MultiStepLR</c>. He et al. 2016, section 4.2, divide the rate by 10 at steps 32,000 and 48,000.</remarks>
    /// <param name="rate">At step 0.</param>
    /// <param name="milestones">Steps from 0, in any order; one that stands twice falls twice, one beyond the end is never reached.</param>
    /// <param name="gamma">γ, what is left of the rate at each.</param>
    public static Schedule MultiStep(double rate, IReadOnlyList<long> milestones, double gamma = 0.1)
    {
        Checks.NotNegative("multi_step", "rate", rate);
        Checks.Positive("multi_step", "gamma", gamma);
        if (milestones is null)
            throw new NablaException("multi_step", "the milestones are null; steps were expected. Give some, such as [500, 750].");
        if (milestones.Any(m => m < 0))
            throw new RangeException("multi_step", $"milestone {milestones.Min()} is not possible. Give steps from 0.");
        long[] at = [.. milestones];
        return Checked("multi_step", step => rate * Math.Pow(gamma, at.Count(m => m <= step)));
    }

    /// <summary>rate·γᵗ. It never ends.</summary>
    /// <remarks>PyTorch's <c>ExponentialLR</c>.</remarks>
    public static Schedule Exponential(double rate, double gamma)
    {
        Checks.NotNegative("exponential", "rate", rate);
        Checks.Positive("exponential", "gamma", gamma);
        return Checked("exponential", step => rate * Math.Pow(gamma, step));
    }
}
