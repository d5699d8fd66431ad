namespace Nabla.Training;

public static partial class Metrics
{
    /// <summary>MSE: the mean of squared differences. NaN of no samples.</summary>
    public static double SquaredError(Tensor output, Tensor target) => Differences("squared_error", output, target).Select(d => d * d).DefaultIfEmpty(double.NaN).Average();

    /// <summary>RMSE: the root of the mean squared difference, in the target's unit.</summary>
    public static double RootSquaredError(Tensor output, Tensor target) => Math.Sqrt(SquaredError(output, target));

    /// <summary>MAE: the mean of absolute differences, in the target's unit. NaN of no samples.</summary>
    public static double AbsoluteError(Tensor output, Tensor target) => Differences("absolute_error", output, target).Select(Math.Abs).DefaultIfEmpty(double.NaN).Average();

    /// <summary>R², the part of the target's variance that is explained: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².</summary>
    /// <remarks>
    /// Output and target (N) or (N, D); over D columns it is the mean of theirs. 0 is what the mean predicts; it may be below.
    /// A target that does not vary has R² 1 when all is exact, else 0. NaN of no samples.
    /// </remarks>
    public static double RSquared(Tensor output, Tensor target)
    {
        double[] d = Differences("r_squared", output, target), y = Doubles(target);
        int columns = target.Shape.Rank == 2 ? target.Shape[1] : 1;
        return y.Length == 0 ? double.NaN : Enumerable.Range(0, columns).Average(Column);

        double Column(int c)
        {
            double[] own = [.. y.Where((_, i) => i % columns == c)];
            double mean = own.Average(), varies = own.Sum(v => (v - mean) * (v - mean)), left = d.Where((_, i) => i % columns == c).Sum(v => v * v);
            return varies > 0 ? 1 - left / varies : left == 0 ? 1 : 0;
        }
    }

    private static double[] Differences(string op, Tensor output, Tensor target)
    {
        Tensor.CheckGiven(op, "output", output);
        Tensor.CheckGiven(op, "target", target);
        // Broadcasting (N) against (N, 1) is a classic silent mistake: shapes must be equal.
        if (output.Shape != target.Shape)
            throw new ShapeException(op, $"output {output.Shape} and target {target.Shape} must have the same shape. Reshape or Squeeze one of them.");
        return [.. Doubles(output).Zip(Doubles(target), (a, b) => a - b)];
    }
}
