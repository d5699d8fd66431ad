namespace Nabla.Training;

/// <summary>One number that tells how good outputs are, as a mean over the batch.</summary>
public delegate double Metric(Tensor output, Tensor target);

/// <summary>Metrics of a batch.</summary>
public static class Metrics
{
    /// <summary>The part of samples whose largest logit is at their label.</summary>
    /// <remarks>output (N, C), target (N) of I64 or I32.</remarks>
    public static double Accuracy(Tensor output, Tensor target)
    {
        if (output.Shape.Rank != 2 || target.Shape != [output.Shape[0]])
            throw new ShapeException("accuracy", $"output {output.Shape} and target {target.Shape}: (N, C) and (N) were expected.");
        using var scope = new Scope();
        return output.Detach().ArgMax(1).Equal(target.To(DType.I64)).Sum().Item() / target.Shape[0];
    }
}
