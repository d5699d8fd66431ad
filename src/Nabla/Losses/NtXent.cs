namespace Nabla;

public static partial class Loss
{
    private const double Never = -1e30;                            // a logit whose exponential is 0; finite, so that checks for NaN and infinity stay quiet

    /// <summary>NT-Xent, the contrastive loss of SimCLR: −ln exp(cos(zᵢ, zⱼ)/τ) / Σₖ≠ᵢ exp(cos(zᵢ, zₖ)/τ) over all 2N views, j being i's other view.</summary>
    /// <remarks>Two views (N, D) of the same N samples, row by row. Unreduced it is (2N): the losses of a, then of b. Of one sample it is 0. A row whose numbers are all below 1e-30 counts as zero, with the angle 0 to none. Chen et al. 2020, eq. 1.</remarks>
    /// <param name="a">One view of each sample.</param>
    /// <param name="b">The other.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="temperature">τ; 0.1 to 0.5 in the paper. The smaller, the more the hardest negatives count.</param>
    public static Tensor NtXent(Tensor a, Tensor b, Reduction reduction = Reduction.Mean, double temperature = 0.5)
    {
        Positive("nt_xent", "temperature", temperature);
        CheckEmbeddings("nt_xent", "a", a, "b", b);
        Held("nt_xent", "temperature", temperature, a);
        int n = a.Shape[0];
        var z = Unit(Tensor.Concat([a, b]));                                                         // (2N, D)
        var logits = z.MatMul(z.T) / temperature;                                                    // (2N, 2N)
        var others = logits.MaskedFill(Tensor.Eye(2 * n, type: DType.Bool), Never);                  // k ≠ i
        return CrossEntropy(others, Tensor.Arange(2L * n).Roll(n, 0), reduction);
    }

    private const double Nothing = 1e-30, Least = 1e-6, Most = 1e6;

    // Rows of length 1; the ε keeps the gradient of a row that counts as zero finite.
    private static Tensor Unit(Tensor rows)
    {
        rows = Bounded(rows, Least);
        var squares = (rows * rows).Sum([-1], keepDims: true);
        var epsilon = (squares.Detach() < Least * Least / 2).To(rows.DType) * 1e-12;
        return rows / (squares + epsilon).Sqrt();
    }

    // Rows whose largest number is within bounds, so that squares neither overflow nor vanish: others are scaled, which changes
    // neither an angle nor, for the scale is a constant, its gradient. All others stay as they are, bit for bit, and so do
    // rows that count as zero.
    private static Tensor Bounded(Tensor rows, double least = 0)
    {
        if (rows.Shape.Count == 0)
            return rows;
        var largest = rows.Detach().Norm(double.PositiveInfinity, [-1], keepDims: true);
        return rows / Tensor.Where(largest < Nothing, Tensor.Ones([], rows.DType), largest / largest.Clamp(least, Most));
    }

    private static void CheckEmbeddings(string op, string nameA, Tensor a, string nameB, Tensor b)
    {
        SameShape(op, a, b, nameA, nameB);
        if (a.Shape.Rank != 2)
            throw new ShapeException(op, $"{nameA} and {nameB} {a.Shape}: (N, D), a row for each sample, was expected. Flatten the features first.");
    }
}
