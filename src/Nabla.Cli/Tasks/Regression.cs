using Nabla.Training;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>A number: outputs and targets (N, 1) are standardized, scores are in the target's own unit.</summary>
internal sealed class Regression(TableTarget column, Func<Tensor, Tensor, Tensor> loss) : Objective
{
    internal override string ScoreName => "mae";

    internal override Tensor Loss(Tensor output, Tensor target) => loss(output, target);

    internal override double Score(Tensor output, Tensor target) => Metrics.AbsoluteError(output, target) * column.Scale;

    internal override TestResult Judge(Tensor output, Tensor target)
    {
        Tensor predicted = InUnit(output), actual = InUnit(target);
        var scores = new Scores(loss(output, target).Item(),
        [
            new("rmse", Metrics.RootSquaredError(predicted, actual)),
            new("mae", Metrics.AbsoluteError(predicted, actual)),
            new("r2", Metrics.RSquared(predicted, actual)),
        ]);
        return new RegressionResult(scores, column.Name, predicted.ToArray<double>(), actual.ToArray<double>());
    }

    /// <summary>From the model's scale to the target's, in double precision.</summary>
    internal Tensor InUnit(Tensor y) => y.To(DType.F64) * column.Scale + column.Mean;
}
