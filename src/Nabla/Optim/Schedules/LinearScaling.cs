namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>The linear scaling rule: a batch k times as large takes k times the rate, after a gradual rise.</summary>
    /// <remarks>rate(t)·(1 + (k − 1)·min(1, t/warmup)): from the small batch's rate to k times it. Goyal et al. 2017, sections 2.1 and 2.2, where warmup is 5 epochs.</remarks>
    /// <param name="schedule">The rate that suits the small batch, over the steps of the large one.</param>
    /// <param name="k">How many times larger the batch has become; below 1 when it is smaller.</param>
    /// <param name="warmup">Steps of the rise; 0 for none.</param>
    public static Schedule ForBatch(this Schedule schedule, double k, long warmup = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Checks.Positive("for_batch", "k", k);
        Checks.NotNegative("for_batch", "warmup", warmup);
        return Checked("for_batch", step => schedule(step) * (step >= warmup ? k : 1 + (k - 1) * step / warmup));
    }
}
