namespace Nabla.Nn;

/// <summary>Batch norm (Ioffe and Szegedy 2015): each channel to mean 0 and variance 1, then scaled and shifted.</summary>
/// <remarks>
/// On a tape that trains, statistics are the batch's, and <see cref="Module{TIn,TOut}.Forward"/> writes the running ones
/// at once, each time it is called: r ← (1 − m) · r + m · batch, the variance over n − 1, in float64 and in the order of
/// calls, so that the same steps give the same bits. Otherwise, and where the module is frozen, statistics are the
/// running ones and nothing is written, so that any number of threads may evaluate.
/// </remarks>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    private const string Counter = "num_batches_tracked", Mean = "running_mean";
    private readonly Parameter? weight, bias;
    private readonly ModuleBuffer mean, variance, batches;
    private readonly double epsilon;
    private readonly double? momentum;
    private FoldedNorm? folded;

    private protected BatchNorm(int channels, double epsilon, double? momentum, bool affine)
    {
        if (momentum is < 0 or > 1 or double.NaN)
            throw new RangeException("batch_norm", $"momentum {momentum} is not possible. Give the share of a new batch in the running statistics, 0 to 1, or null for the mean over all batches.");
        var shape = LayerSizes.Of("batch_norm", ("channels", channels));
        weight = affine ? new(shape, Nn.Init.Constant(1)) { Decays = false } : null;
        bias = affine ? new(shape, Nn.Init.Constant(0)) { Decays = false } : null;
        (mean, variance, batches) = (new(shape), new(shape, 1), new([], type: DType.I64));
        (this.epsilon, this.momentum) = (Tensor.CheckEpsilon("batch_norm", epsilon), momentum);
    }

    /// <inheritdoc/>
    protected internal override Members Members =>
        [("weight", weight), ("bias", bias), (Mean, mean), ("running_var", variance), (Counter, batches)];

    /// <summary>relu(norm (x) + shortcut), the shortcut of x's shape or null: in training one operation, with the bits of the three.</summary>
    internal Tensor ForwardRelu(Tensor x, Tensor? shortcut) => ForwardBy(y => Compute(y, shortcut, relu: true), x);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => Compute(x, null, relu: false);

    private Tensor Compute(Tensor x, Tensor? shortcut, bool relu)
    {
        Check(x.Shape);
        if (x.Shape[1] != mean.Shape[0])
            throw new ShapeException("batch_norm", $"input {x.Shape} has {x.Shape[1]} channels, {mean.Shape[0]} were expected. Check the channels of the layer before.");
        if (Scope.Current is not { Mode: Mode.Train })
        {
            var normal = x.NormalizeBy(mean, variance, weight?.Value, bias?.Value, epsilon);
            normal = shortcut is null ? normal : normal + shortcut;
            return relu ? normal.Relu() : normal;
        }

        var (y, batchMean, batchVariance) = x.BatchNormThen(weight?.Value, bias?.Value, epsilon, shortcut, relu);
        Track(batchMean, batchVariance, (double)x.Shape.Count / x.Shape[1]);
        return y;
    }

    /// <summary>Weight and bias of a convolution that has this norm, with its running statistics, behind it.</summary>
    internal (Tensor Weight, Tensor? Bias) FoldInto(Tensor weight, Tensor? bias)
    {
        if (mean.Shape != [weight.Shape[0]])
            throw new ShapeException("batch_norm", $"{mean.Shape[0]} channels do not fit a convolution of {weight.Shape[0]} outputs. The numbers must agree.");
        var f = folded = FoldedNorm.Of(folded, epsilon, weight, bias, this.weight?.Value, this.bias?.Value, mean.Value, variance.Value);
        return (f.Weight, f.Bias);
    }

    /// <summary>True for the paths of counters of batches, which PyTorch writes since 0.4; older checkpoints, which have none, are taken with 0, as there.</summary>
    internal static bool IsCounter(string path) => path == Counter || path.EndsWith($".{Counter}", StringComparison.Ordinal);

    /// <summary>The path of the running mean that such a counter belongs to.</summary>
    internal static string MeanBeside(string counter) => counter[..^Counter.Length] + Mean;

    /// <summary>An error where the rank does not fit.</summary>
    private protected abstract void Check(in Shape input);

    private void Track(Tensor batchMean, Tensor batchVariance, double count)
    {
        using var scope = new Scope();
        long seen = batches.Value.ToArray<long>()[0] + 1;
        double share = momentum ?? 1.0 / seen;
        Blend(mean, batchMean, share, 1);
        Blend(variance, batchVariance, share, count / (count - 1));
        batches.Assign(Tensor.Full([], seen, DType.I64));

        static void Blend(ModuleBuffer running, Tensor batch, double share, double scale) =>
            running.Assign((running.Value.To(DType.F64) * (1 - share) + batch * (share * scale)).To(running.Value.DType));
    }
}

/// <summary>Batch norm of features (N, C) or sequences (N, C, L).</summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Above 0, added to the variance.</param>
/// <param name="momentum">The share of a new batch in the running statistics; null for the mean over all batches.</param>
/// <param name="affine">Whether each channel is scaled and shifted.</param>
public sealed class BatchNorm1d(int channels, double epsilon = 1e-5, double? momentum = 0.1, bool affine = true) : BatchNorm(channels, epsilon, momentum, affine)
{
    private protected override void Check(in Shape input)
    {
        if (input.Rank is not (2 or 3))
            throw new ShapeException("batch_norm", $"input {input} has {input.Rank} dimensions, (N, C) or (N, C, L) was expected. Use BatchNorm2d for images.");
    }
}

/// <summary>Batch norm of images (N, C, H, W).</summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Above 0, added to the variance.</param>
/// <param name="momentum">The share of a new batch in the running statistics; null for the mean over all batches.</param>
/// <param name="affine">Whether each channel is scaled and shifted.</param>
public sealed class BatchNorm2d(int channels, double epsilon = 1e-5, double? momentum = 0.1, bool affine = true) : BatchNorm(channels, epsilon, momentum, affine)
{
    private protected override void Check(in Shape input)
    {
        if (input.Rank != 4)
            throw new ShapeException("batch_norm", $"input {input} has {input.Rank} dimensions, (N, C, H, W) was expected. Use BatchNorm1d for features.");
    }
}
