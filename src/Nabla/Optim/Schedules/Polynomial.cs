namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Straight from one rate at step 0 to another at <paramref name="steps"/>, and that for ever after.</summary>
    /// <remarks>from + (to − from)·t/steps: PyTorch's <c>LinearLR</c>, whose start_factor and end_factor are from and to over the rate.</remarks>
    public static Schedule Linear(double from, double to, long steps)
    {
        Checks.NotNegative("linear", "rate", from);
        Checks.NotNegative("linear", "rate", to);
        CheckSteps("linear", steps);
        return Checked("linear", step => step >= steps ? to : Between(from, to, (double)step / steps, linear: true));
    }

    /// <summary>floor + (rate − floor)·(1 − t/steps)^power, and the floor for ever after.</summary>
    /// <remarks>The "poly" policy: Chen et al. 2017 (DeepLab), section 4.1, with power 0.9; PyTorch's <c>PolynomialLR</c>, whose floor is 0.</remarks>
    public static Schedule Polynomial(double rate, long steps, double power = 1, double floor = 0)
    {
        CheckFloor("polynomial", rate, floor);
        CheckSteps("polynomial", steps);
        Checks.Positive("polynomial", "power", power);
        return Checked("polynomial", step => step >= steps ? floor : floor + (rate - floor) * Math.Pow(1 - (double)step / steps, power));
    }
}
