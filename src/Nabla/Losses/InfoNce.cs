namespace Nabla;

public static partial class Loss
{
    /// <summary>InfoNCE: −ln exp(cos(q, p)/τ) / (exp(cos(q, p)/τ) + Σₙ exp(cos(q, n)/τ)): finds the positive among negatives.</summary>
    /// <remarks>van den Oord et al. 2018, eq. 4, with the score of He et al. 2020 (MoCo), eq. 1. At least ln(1 + negatives) − the mutual information.</remarks>
    /// <param name="query">q, (N, D).</param>
    /// <param name="positive">p, (N, D): row i belongs to query i.</param>
    /// <param name="negatives">n: (M, D) for all queries, or (N, M, D), M for each; when null the other queries' positives.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="temperature">τ; 0.07 in MoCo.</param>
    public static Tensor InfoNce(Tensor query, Tensor positive, Tensor? negatives = null, Reduction reduction = Reduction.Mean, double temperature = 0.1)
    {
        Positive("info_nce", "temperature", temperature);
        CheckEmbeddings("info_nce", "query", query, "positive", positive);
        Held("info_nce", "temperature", temperature, query);
        int n = query.Shape[0];
        Tensor q = Unit(query), p = Unit(positive);
        if (negatives is null)
            return CrossEntropy(q.MatMul(p.T) / temperature, Tensor.Arange(n), reduction);           // (N, N)
        CheckNegatives(query, negatives);
        var far = Unit(negatives);
        var near = (q * p).Sum([1], keepDims: true);                                                 // (N, 1)
        var away = far.Shape.Rank == 2 ? q.MatMul(far.T) : far.MatMul(q.Unsqueeze(2)).Squeeze(2);    // (N, M)
        return CrossEntropy(Tensor.Concat([near, away], 1) / temperature, Tensor.Zeros([n], DType.I64), reduction);
    }

    private static void CheckNegatives(Tensor query, Tensor negatives)
    {
        int n = query.Shape[0], width = query.Shape[1];
        if (negatives.Shape.Rank is not (2 or 3) || negatives.Shape[^1] != width || (negatives.Shape.Rank == 3 && negatives.Shape[0] != n))
            throw new ShapeException("info_nce", $"negatives {negatives.Shape} for query {query.Shape}: (M, {width}) or ({n}, M, {width}) was expected. Flatten the features, or leave them out to use the batch.");
        if (negatives.DType != query.DType)
            throw new DTypeException("info_nce", $"negatives are {negatives.DType}, query {query.DType}. Convert one with To.");
    }
}
