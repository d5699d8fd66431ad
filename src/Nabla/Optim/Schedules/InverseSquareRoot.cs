namespace Nabla.Optim;

public static partial class Schedules
{
    /// <summary>Rises straight over <paramref name="warmup"/> steps, then falls with the root of the step. It never ends.</summary>
    /// <remarks>factor · d^−½ · min(n^−½, n·warmup^−3⁄2), n = t + 1. Vaswani et al. 2017, eq. 3, with d = 512, warmup = 4000.</remarks>
    /// <param name="width">d, the model's width.</param>
    /// <param name="warmup">Steps of the rise; the highest rate, factor/√(d·warmup), is at the last of them.</param>
    /// <param name="factor">Scales it all.</param>
    public static Schedule InverseSquareRoot(int width, long warmup = 4000, double factor = 1)
    {
        CheckSteps("inverse_square_root", warmup);
        Checks.Positive("inverse_square_root", "width", width);
        Checks.NotNegative("inverse_square_root", "factor", factor);
        return Checked("inverse_square_root", step => factor / Math.Sqrt(width) * Math.Min(1 / Math.Sqrt(step + 1.0), (step + 1.0) * Math.Pow(warmup, -1.5)));
    }
}
