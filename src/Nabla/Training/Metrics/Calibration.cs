namespace Nabla.Training;

public static partial class Metrics
{
    // Leaves room for probabilities that were rounded to 16 bits, as the losses do.
    private const double SumTolerance = 1e-3;

    /// <summary>Expected calibration error: how far confidence is from accuracy, Σ |Bₘ|/N · |accuracy(Bₘ) − confidence(Bₘ)|.</summary>
    /// <remarks>
    /// Bₘ are the samples whose highest probability lies in ((m − 1)/M, m/M]; empty bins count nothing. NaN of no samples.
    /// Guo et al. 2017, eq. 3, where M is 15.
    /// </remarks>
    /// <param name="probabilities">(N, C), such as softmax gives: from 0 to 1, each row's sum 1 to within 1e-3.</param>
    /// <param name="target">Labels (N).</param>
    /// <param name="bins">M.</param>
    public static double CalibrationError(Tensor probabilities, Tensor target, int bins = 15)
    {
        CheckClasses("calibration_error", probabilities, target);
        if (bins < 1)
            throw new RangeException("calibration_error", $"{bins} bins are not possible. Give 1 or more.");
        using var scope = new Scope();
        var p = probabilities.Detach().To(DType.F64);
        double[] confidence = p.Max([1]).ToArray<double>();
        if (p.ToArray<double>().Any(v => !(v >= 0 && v <= 1 + 1e-6)))
            throw new RangeException("calibration_error", $"probabilities of shape {probabilities.Shape} must lie in 0 to 1. Give the output of Softmax, not logits.");
        if (p.Sum([1]).ToArray<double>() is var sums && Array.FindIndex(sums, s => Math.Abs(s - 1) > SumTolerance) is >= 0 and int off)
            throw new RangeException("calibration_error", FormattableString.Invariant($"the probabilities of sample {off} sum to {sums[off]:G6}; 1 to within {SumTolerance} was expected. Divide each row by its sum, or give the output of Softmax."));
        var right = p.ArgMax(1).ToArray<long>().Zip(target.To(DType.I64).ToArray<long>(), (a, b) => a == b ? 1.0 : 0);
        var byBin = confidence.Zip(right).GroupBy(s => Math.Clamp((int)Math.Ceiling(s.First * bins), 1, bins));
        return confidence.Length == 0 ? double.NaN : byBin.Sum(b => Math.Abs(b.Sum(s => s.Second - s.First))) / confidence.Length;
    }
}
