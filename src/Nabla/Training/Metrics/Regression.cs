namespace Nabla.Training;

public static partial class Metrics
{
    /// <summary>MSE: the mean of squared differences. NaN of no samples.</summary>
    /// <remarks>Bishop 2006, eq. 1.2, as a mean without its ½; scikit-learn's mean_squared_error; NaN where a number is NaN.</remarks>
    public static double SquaredError(Tensor output, Tensor target) => Differences("squared_error", output, target).Select(d => d * d).DefaultIfEmpty(double.NaN).Average();

    /// <summary>RMSE: the root of the mean squared difference, in the target's unit.</summary>
    /// <remarks>Bishop 2006, eq. 1.3; scikit-learn's root_mean_squared_error; NaN of no samples and where a number is NaN.</remarks>
    public static double RootSquaredError(Tensor output, Tensor target)
    {
        double[] differences = Differences("root_squared_error", output, target);
        double unit = Unit(differences);
        return unit * Math.Sqrt(differences.Select(d => d / unit * (d / unit)).DefaultIfEmpty(double.NaN).Average());
    }

    /// <summary>MAE: the mean of absolute differences, in the target's unit. NaN of no samples.</summary>
    /// <remarks>Willmott and Matsuura 2005; scikit-learn's mean_absolute_error; NaN where a number is NaN.</remarks>
    public static double AbsoluteError(Tensor output, Tensor target)
    {
        double[] differences = Differences("absolute_error", output, target);
        double unit = Unit(differences);
        return unit * differences.Select(d => Math.Abs(d / unit)).DefaultIfEmpty(double.NaN).Average();
    }

    /// <summary>R², the part of the target's variance that is explained: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².</summary>
    /// <remarks>
    /// Output and target (N) or (N, D); over D columns it is the mean of theirs. 0 is what the mean predicts; it may be below.
    /// A target that does not vary by more than rounding, 8 units in the last place of its type at its largest number, has R² 1
    /// when all outputs are as near, else 0. NaN of no samples, and where a number is NaN or infinite.
    /// Wright 1921; scikit-learn's r2_score, which knows no rounding.
    /// </remarks>
    public static double RSquared(Tensor output, Tensor target)
    {
        CheckDifferences("r_squared", output, target);
        double[] predicted = Doubles(output), actual = Doubles(target);
        if (actual.Length == 0 || !predicted.Concat(actual).All(double.IsFinite))
            return double.NaN;
        int columns = target.Shape.Rank == 2 ? target.Shape[1] : 1;
        double rounding = 8 * (target.DType == DType.F32 ? Math.Pow(2, -23) : Math.Pow(2, -52));
        return Enumerable.Range(0, columns).Average(c => RSquared(Column(predicted, c), Column(actual, c), rounding));

        double[] Column(double[] values, int c) => [.. values.Where((_, i) => i % columns == c)];
    }

    private static double RSquared(double[] predicted, double[] actual, double rounding)
    {
        double most = actual.Max(Math.Abs), unit = Unit(actual), mean = actual.Average(y => y / unit);
        double[] left = [.. predicted.Zip(actual, (p, y) => p / unit - y / unit)];
        rounding *= most / unit;
        if (actual.Max() / unit - actual.Min() / unit <= rounding)
            return left.All(d => Math.Abs(d) <= rounding) ? 1 : 0;
        return 1 - left.Sum(d => d * d) / actual.Sum(y => (y / unit - mean) * (y / unit - mean));
    }

    /// <summary>The largest number's power of two: in its units no square overflows or vanishes, and no digit is lost.</summary>
    private static double Unit(double[] numbers)
    {
        double most = numbers.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return most is > 0 and < double.PositiveInfinity ? Math.ScaleB(1, Math.ILogB(most)) : 1;
    }

    private static double[] Differences(string op, Tensor output, Tensor target)
    {
        CheckDifferences(op, output, target);
        return [.. Doubles(output).Zip(Doubles(target), (a, b) => a - b)];
    }

    private static void CheckDifferences(string op, Tensor output, Tensor target)
    {
        Tensor.CheckGiven(op, "output", output);
        Tensor.CheckGiven(op, "target", target);
        // Broadcasting (N) against (N, 1) is a classic silent mistake: shapes must be equal.
        if (output.Shape != target.Shape)
            throw new ShapeException(op, $"output {output.Shape} and target {target.Shape} must have the same shape. Reshape or Squeeze one of them.");
    }
}
