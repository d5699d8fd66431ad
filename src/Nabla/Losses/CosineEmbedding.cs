namespace Nabla;

public static partial class Loss
{
    /// <summary>1 − cos(a, b) for pairs that belong together (target 1), max(0, cos(a, b) − margin) for the others (target −1).</summary>
    /// <remarks>
    /// a and b (N, D), targets (N). cos = a·b / √((a·a + ε)(b·b + ε)) with ε = 1e-12, as PyTorch's: rows shorter than about
    /// 1e-5 are taken as nearer to a right angle than they are, unlike those of <see cref="NtXent"/>; scale such rows up. Pairs and
    /// margin are those of Hadsell, Chopra and LeCun 2006, eq. 4, there of distances.
    /// </remarks>
    public static Tensor CosineEmbedding(Tensor a, Tensor b, Tensor targets, Reduction reduction = Reduction.Mean, double margin = 0)
    {
        if (!(margin is >= -1 and <= 1))
            throw new RangeException("cosine_embedding", $"margin {margin} is not possible. Give −1 to 1; 0 to 0.5 is usual.");
        SameShape("cosine_embedding", a, b, "a", "b");
        Tensor.CheckGiven("cosine_embedding", "targets", targets);
        if (a.Shape.Rank != 2 || targets.Shape != [a.Shape[0]])
            throw new ShapeException("cosine_embedding", $"embeddings {a.Shape} and targets {targets.Shape}: (N, D) and (N) were expected. Give one target for each pair.");
        Signs("cosine_embedding", targets);
        (a, b) = (Bounded(a), Bounded(b));                                        // huge rows only
        const double Tiny = 1e-12f;                                               // keeps the angle of a zero vector defined; a float, as in libtorch
        var cos = (a * b).Sum(1) / (((a * a).Sum(1) + Tiny) * ((b * b).Sum(1) + Tiny)).Sqrt();
        return Reduce(Tensor.Where(targets > 0, 1 - cos, (cos - margin).Relu()), reduction);
    }
}
