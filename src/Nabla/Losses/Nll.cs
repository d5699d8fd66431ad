namespace Nabla;

public static partial class Loss
{
    /// <summary>Negative log-likelihood of given log-probabilities: −w[y]·x[y]; the mean divides by Σ w[y].</summary>
    /// <remarks>Goodfellow, Bengio and Courville 2016, section 5.5.1; PyTorch's <c>nll_loss</c>. logProbabilities (N, C) or (N, C, d₁, …), labels (N) or (N, d₁, …) of I64 or I32.</remarks>
    /// <param name="logProbabilities">ln p, such as a log-softmax.</param>
    /// <param name="labels">The classes, 0 … C−1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="reduction">How the losses combine.</param>
    /// <param name="weights">A weight for each class, (C), 0 or more; 1 when null.</param>
    /// <param name="ignoreIndex">Samples of this label count nothing, whatever they hold: loss and gradients are 0. Where all are ignored, so is the mean.</param>
    public static Tensor Nll(Tensor logProbabilities, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? weights = null, long ignoreIndex = -100)
    {
        CheckLabels("nll", logProbabilities, labels, ignoreIndex, out _);
        CheckWeights("nll", weights, logProbabilities);
        return PickedNll(logProbabilities, labels, weights, ignoreIndex, reduction);
    }

    private static Tensor PickedNll(Tensor log, Tensor labels, Tensor? weights, long ignoreIndex, Reduction reduction)
    {
        var picked = -log.Gather(1, Safe(labels, ignoreIndex).Unsqueeze(1)).Squeeze(1);                                   // (N, …)
        var losses = Tensor.Where(labels.NotEqual(ignoreIndex), picked, Tensor.Zeros([], log.DType)) * SampleWeights(log, labels, weights, ignoreIndex);
        return reduction == Reduction.Mean ? losses.Sum() / WeightSum(log, labels, weights, ignoreIndex) : Reduce(losses, reduction);
    }

    // 1 where nothing counts, whose losses sum to 0.
    private static Tensor WeightSum(Tensor log, Tensor labels, Tensor? weights, long ignoreIndex)
    {
        var sum = SampleWeights(log, labels, weights, ignoreIndex).Sum();
        return Tensor.Where(sum > 0, sum, Tensor.Ones([], sum.DType));
    }

    // w[y], 0 where the label is ignored: (N, …).
    private static Tensor SampleWeights(Tensor log, Tensor labels, Tensor? weights, long ignoreIndex)
    {
        var kept = labels.NotEqual(ignoreIndex).To(log.DType);
        return weights is null ? kept
            : kept * weights.To(log.DType).IndexSelect(0, Safe(labels, ignoreIndex).Flatten()).Reshape(labels.Shape);
    }

    // Labels that can index: class 0 stands in for ignored ones, whose weight is 0.
    private static Tensor Safe(Tensor labels, long ignoreIndex)
    {
        var index = labels.To(DType.I64);
        return Tensor.Where(index.NotEqual(ignoreIndex), index, Tensor.Zeros([], DType.I64));
    }

    private static void CheckWeights(string op, Tensor? weights, Tensor logits)
    {
        if (weights is not null && weights.Shape != [logits.Shape[1]])
            throw new ShapeException(op, $"class weights {weights.Shape} for logits {logits.Shape}: ({logits.Shape[1]}) was expected. Give one weight for each class.");
        if (weights is not null)
            Within(op, "class weights", weights.Detach().To(DType.F64), 0, double.MaxValue);
    }

    // (C) → (C, 1, …), to meet (N, C, d₁, …).
    private static Tensor PerChannel(Tensor weights, int rank)
    {
        Span<int> sizes = stackalloc int[rank - 1];
        sizes.Fill(1);
        sizes[0] = weights.Shape[0];
        return weights.Reshape(new Shape(sizes));
    }

    // Rows that are ignored as zeros: their own numbers, infinities and NaN too, reach neither loss nor gradients.
    private static Tensor WithoutIgnored(Tensor logits, Tensor labels, long ignoreIndex) =>
        Tensor.Where(labels.NotEqual(ignoreIndex).Unsqueeze(1), logits, Tensor.Zeros([], logits.DType));

    private static void CheckClasses(string op, Tensor logits)
    {
        if (logits.Shape[1] == 0 && logits.Shape.With(1, 1).Count > 0)
            throw new ShapeException(op, $"logits {logits.Shape} have no classes; 1 or more were expected. Give the last layer outputs.");
    }

    private static void CheckLabels(string op, Tensor logits, Tensor labels, long? ignoreIndex, out bool ignores)
    {
        Tensor.CheckGiven(op, "logits", logits);
        Tensor.CheckGiven(op, "labels", labels);
        bool fits = logits.Shape.Rank >= 2 && labels.Shape.Rank == logits.Shape.Rank - 1 && logits.Shape[0] == labels.Shape[0];
        for (int i = 2; fits && i < logits.Shape.Rank; i++)
            fits = logits.Shape[i] == labels.Shape[i - 1];
        if (!fits)
            throw new ShapeException(op, $"logits {logits.Shape} and labels {labels.Shape}: (N, C) and (N) were expected, or (N, C, …) and (N, …). Give one label for each row of logits.");
        if (!logits.DType.IsFloat() || labels.DType is not (DType.I64 or DType.I32))
            throw new DTypeException(op, $"logits are {logits.DType}, labels {labels.DType}; F32 or F64 and I64 or I32 were expected. Convert with To.");
        CheckClasses(op, logits);
        using var scope = new Scope();
        long[] values = labels.To(DType.I64).ToArray<long>();
        ignores = false;
        for (int i = 0; i < values.Length; i++)
            if (values[i] == ignoreIndex)
                ignores = true;
            else if ((ulong)values[i] >= (ulong)logits.Shape[1])
                throw new RangeException(op, $"label {values[i]} of sample {i} is outside 0 … {logits.Shape[1] - 1}. Check the data, or give the last layer more outputs.");
    }
}
