namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Half a cosine from <paramref name="rate"/> at step 0 to <paramref name="floor"/> at <paramref name="steps"/>, and that for ever after.</summary>
    /// <remarks>floor + (rate − floor) · ½(1 + cos(π·t/steps)). Loshchilov and Hutter 2017, eq. 5. (PyTorch's rises again beyond its end.)</remarks>
    public static Schedule Cosine(double rate, long steps, double floor = 0)
    {
        CheckFloor("cosine", rate, floor);
        CheckSteps("cosine", steps);
        return Checked("cosine", step => step >= steps ? floor : Between(rate, floor, (double)step / steps, linear: false));
    }

    /// <summary>Half a cosine again and again, each <paramref name="growth"/> times as long as the one before (SGDR). It never ends.</summary>
    /// <remarks>Loshchilov and Hutter 2017, section 3; PyTorch's <c>CosineAnnealingWarmRestarts</c>.</remarks>
    /// <param name="rate">At step 0 and after each restart.</param>
    /// <param name="first">T₀, the length of the first.</param>
    /// <param name="growth">T_mult, a whole number from 1.</param>
    /// <param name="floor">What each ends at.</param>
    public static Schedule CosineRestarts(double rate, long first, int growth = 1, double floor = 0)
    {
        CheckFloor("cosine_restarts", rate, floor);
        CheckSteps("cosine_restarts", first);
        if (growth < 1)
            throw Checks.Refused("cosine_restarts", "growth", growth, "a whole number from 1");
        return Checked("cosine_restarts", step =>
        {
            long length = first;
            if (growth == 1)
                step %= first;
            for (; step >= length; length = length > long.MaxValue / growth ? long.MaxValue : length * growth)
                step -= length;
            return Between(rate, floor, (double)step / length, linear: false);
        });
    }
}
