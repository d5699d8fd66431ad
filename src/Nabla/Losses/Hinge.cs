namespace Nabla;

public static partial class Loss
{
    /// <summary>Hinge loss max(0, margin − t·y), or its square. Gradient −t inside the margin, else 0.</summary>
    /// <remarks>scores and targets of one shape, targets 1 or −1. Cortes and Vapnik 1995.</remarks>
    public static Tensor Hinge(Tensor scores, Tensor targets, Reduction reduction = Reduction.Mean, double margin = 1, bool squared = false)
    {
        Positive("hinge", "margin", margin);
        SameShape("hinge", scores, targets, "scores", "targets");
        Held("hinge", "margin", margin, scores);
        Signs("hinge", targets);
        var missing = (margin - targets * scores).Relu();
        return Reduce(squared ? missing * missing : missing, reduction);
    }
}
