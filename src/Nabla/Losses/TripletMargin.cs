namespace Nabla;

public static partial class Loss
{
    /// <summary>max(0, d(a, p) − d(a, n) + margin) with d(u, v) = ‖u − v + ε‖ₚ: pulls positives nearer than negatives.</summary>
    /// <remarks>anchor, positive, negative (N, D). Schroff et al. 2015 (FaceNet), eq. 2, with distances unsquared as in PyTorch. <see cref="TripletMining"/> finds triplets.</remarks>
    /// <param name="anchor">a.</param>
    /// <param name="positive">p, of the anchor's class.</param>
    /// <param name="negative">n, of another class.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="margin">By how much the negative must be farther.</param>
    /// <param name="p">The norm: 1, 2, any above 0, or infinity.</param>
    /// <param name="swap">Uses the smaller of d(a, n) and d(p, n) (Balntas et al. 2016).</param>
    public static Tensor TripletMargin(Tensor anchor, Tensor positive, Tensor negative, Reduction reduction = Reduction.Mean, double margin = 1, double p = 2, bool swap = false)
    {
        NotNegative("triplet_margin", "margin", margin);
        if (!(p > 0))
            throw new RangeException("triplet_margin", $"norm {p} is not possible. Give a number above 0, or infinity.");
        SameShape("triplet_margin", anchor, positive, "anchor", "positive");
        SameShape("triplet_margin", anchor, negative, "anchor", "negative");
        if (anchor.Shape.Rank != 2)
            throw new ShapeException("triplet_margin", $"embeddings {anchor.Shape}: (N, D) was expected. Flatten the features first.");
        var apart = Distance(anchor, negative, p);
        if (swap)
            apart = apart.Minimum(Distance(positive, negative, p));
        return Reduce((Distance(anchor, positive, p) - apart + margin).Relu(), reduction);
    }

    // (N, D), (N, D) → (N). The ε keeps the gradient from 0 where the two are equal, as in PyTorch.
    private static Tensor Distance(Tensor a, Tensor b, double p)
    {
        const double Epsilon = 1e-6;
        return (a - b + Epsilon).Norm(p, [1]);
    }
}
