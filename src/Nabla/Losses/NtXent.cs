namespace Nabla;

public static partial class Loss
{
    private const double Never = -1e30;                            // a logit whose exponential is 0; finite, so that checks for NaN and infinity stay quiet

    /// <summary>NT-Xent, the contrastive loss of SimCLR: −ln exp(cos(zᵢ, zⱼ)/τ) / Σₖ≠ᵢ exp(cos(zᵢ, zₖ)/τ) over all 2N views, j being i's other view.</summary>
    /// <remarks>Two views (N, D) of the same N samples, row by row. Unreduced it is (2N): the losses of a, then of b. Of one sample it is 0. Chen et al. 2020, eq. 1.</remarks>
    /// <param name="a">One view of each sample.</param>
    /// <param name="b">The other.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="temperature">τ; 0.1 to 0.5 in the paper. The smaller, the more the hardest negatives count.</param>
    public static Tensor NtXent(Tensor a, Tensor b, Reduction reduction = Reduction.Mean, double temperature = 0.5)
    {
        Positive("nt_xent", "temperature", temperature);
        CheckEmbeddings("nt_xent", "a", a, "b", b);
        int n = a.Shape[0];
        var z = Unit(Tensor.Concat([a, b]));                                                         // (2N, D)
        var logits = z.MatMul(z.T) / temperature;                                                    // (2N, 2N)
        var others = logits.MaskedFill(Tensor.Eye(2 * n, type: DType.Bool), Never);                  // k ≠ i
        return CrossEntropy(others, Tensor.Arange(2L * n).Roll(n, 0), reduction);
    }

    // Rows of length 1; the ε keeps a zero row's gradient finite.
    private static Tensor Unit(Tensor rows)
    {
        rows = Bounded(rows);
        return rows / ((rows * rows).Sum([-1], keepDims: true) + 1e-12).Sqrt();
    }

    // Rows whose numbers end at 10⁶, so that squares do not overflow: larger ones are scaled, which changes neither an angle
    // nor, for the scale is a constant, its gradient. All others stay as they are, bit for bit.
    private static Tensor Bounded(Tensor rows)
    {
        const double Most = 1e6;
        if (rows.Shape.Count == 0)
            return rows;
        var scale = rows.Detach().Norm(double.PositiveInfinity, [-1], keepDims: true).Clamp(low: Most) / Most;
        return rows / scale;
    }

    private static void CheckEmbeddings(string op, string nameA, Tensor a, string nameB, Tensor b)
    {
        SameShape(op, a, b, nameA, nameB);
        if (a.Shape.Rank != 2)
            throw new ShapeException(op, $"{nameA} and {nameB} {a.Shape}: (N, D), a row for each sample, was expected. Flatten the features first.");
    }
}
