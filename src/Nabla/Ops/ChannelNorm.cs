namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Batch norm: each channel to mean 0 and variance 1 over the batch, then scaled and shifted. Ioffe and Szegedy 2015, algorithm 1.</summary>
    /// <remarks>
    /// x (N, C, …), weight and bias (C): y = (x − mean) / √(variance + ε) · weight + bias. Also gives the batch's mean and
    /// variance (over n, not n − 1), both (C) in F64, as constants. With g = dy·weight and x̂ the normalized x:
    /// dx = (g − mean(g) − x̂ · mean(g·x̂)) / √(variance + ε), dweight = Σ dy·x̂, dbias = Σ dy.
    /// </remarks>
    public (Tensor Output, Tensor Mean, Tensor Variance) BatchNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        BatchNormThen(weight, bias, epsilon, shortcut: null, relu: false);

    /// <summary><see cref="BatchNorm"/> plus a shortcut (N, C, …), then max(y, 0) with <paramref name="relu"/>, written once; the bits of the operations one after another.</summary>
    internal (Tensor Output, Tensor Mean, Tensor Variance) BatchNormThen(Tensor? weight, Tensor? bias, double epsilon, Tensor? shortcut, bool relu)
    {
        CheckChannelNorm("batch_norm", weight, bias, epsilon);
        if (shortcut is not null && shortcut.Shape != Shape)
            throw new ShapeException("batch_norm", $"shortcut {shortcut.Shape} does not fit input {Shape}: both need one shape. Expand it before.");
        if (shortcut is not null && shortcut.DType != DType)
            throw new DTypeException("batch_norm", $"input {Shape} is {DType}, shortcut {shortcut.Shape} {shortcut.DType}: one type was expected. Convert with To.");
        long values = Shape[1] == 0 ? 0 : Shape.Count / Shape[1];
        if (values < 2)
            throw new ShapeException("batch_norm", $"input {Shape} has {values} {(values == 1 ? "value" : "values")} per channel: a variance needs two or more, and by one alone every output would be its bias. Use a larger batch (drop a last one of one sample), layer or group norm, or freeze the module so that running statistics are used.");
        var (mean, variance) = Moments([1, Shape[1]]);
        var y = ChannelNorm("batch_norm", mean, variance, weight, bias, epsilon, fixedStatistics: false, shortcut, relu);
        return (y, mean.Reshape([Shape[1]]), variance.Reshape([Shape[1]]));
    }

    /// <summary>Batch norm by statistics that are given, as in evaluation: y = (x − mean) / √(variance + ε) · weight + bias.</summary>
    /// <remarks>x (N, C, …); mean, variance, weight and bias (C). dx = dy · weight / √(variance + ε); mean and variance get no gradient.</remarks>
    public Tensor NormalizeBy(Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
    {
        CheckChannelNorm("normalize_by", weight, bias, epsilon);
        CheckGiven("normalize_by", "mean", mean);
        CheckGiven("normalize_by", "variance", variance);
        if (mean.Shape != [Shape[1]] || variance.Shape != [Shape[1]])
            throw new ShapeException("normalize_by", $"mean {mean.Shape} and variance {variance.Shape} do not fit input {Shape}. Both need shape ({Shape[1]}), a number for each channel.");
        if (!mean.DType.IsFloat() || !variance.DType.IsFloat())
            throw new DTypeException("normalize_by", $"mean {mean.DType} and variance {variance.DType}: F32 or F64 was expected. Convert with To.");
        Shape row = [1, Shape[1]];
        return ChannelNorm("normalize_by", mean.Detach().Contiguous().Reshape(row), variance.Detach().Contiguous().Reshape(row), weight, bias, epsilon, fixedStatistics: true);
    }

    /// <summary>Group norm: the C/<paramref name="groups"/> channels of each group of each sample to mean 0 and variance 1, then each channel scaled and shifted. Wu and He 2018.</summary>
    /// <remarks>x (N, C, …), weight and bias (C). Gradients as <see cref="BatchNorm"/>'s, means over each group of a sample.</remarks>
    public Tensor GroupNorm(int groups, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        GroupNorm("group_norm", groups, weight, bias, epsilon);

    /// <summary>Instance norm: each channel of each sample to mean 0 and variance 1, then scaled and shifted. Ulyanov, Vedaldi and Lempitsky 2016.</summary>
    /// <remarks>x (N, C, …), weight and bias (C): group norm with a group for each channel.</remarks>
    public Tensor InstanceNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        GroupNorm("instance_norm", Shape.Rank > 1 ? Shape[1] : 1, weight, bias, epsilon);

    private Tensor GroupNorm(string op, int groups, Tensor? weight, Tensor? bias, double epsilon)
    {
        CheckChannelNorm(op, weight, bias, epsilon);
        if (Shape.Count > 0 && (groups < 1 || Shape[1] % groups != 0))
            throw new ShapeException(op, $"{groups} groups do not divide the {Shape[1]} channels of input {Shape}. Choose a divisor of {Shape[1]}.");
        long values = Shape.Count / Math.Max(1, (long)Shape[0] * groups);
        if (values == 1)
            throw new ShapeException(op, $"input {Shape} has one value per group of a sample, whose variance is 0: every output would be its bias. Use fewer groups, larger images or batch norm.");
        var (mean, variance) = Moments([Shape[0], Math.Max(1, groups)]);
        return ChannelNorm(op, mean, variance, weight, bias, epsilon, fixedStatistics: false);
    }

    private (Tensor Mean, Tensor Variance) Moments(in Shape shape)
    {
        Tensor mean = Result(shape, DType.F64), variance = Result(shape, DType.F64);
        if (Shape.Count > 0)
            Backend.ChannelMoments(View, mean.View, variance.View);
        return (mean, variance);
    }

    private Tensor ChannelNorm(string op, Tensor mean, Tensor variance, Tensor? weight, Tensor? bias, double epsilon, bool fixedStatistics, Tensor? shortcut = null, bool relu = false)
    {
        var y = ChannelResult(View);
        if (Shape.Count > 0)
            Backend.ChannelNorm(View, mean.View, variance.View, weight?.View, bias?.View, epsilon, shortcut?.View, relu, y.View);
        GC.KeepAlive(mean);
        GC.KeepAlive(variance);
        return Records(this, weight, bias) || (shortcut is not null && Records(shortcut)) ? y.From(new ChannelNormNode(op, this, weight, bias, mean, variance, shortcut, epsilon, fixedStatistics, relu, relu && shortcut is not null ? y.Detach() : null)) : y;
    }

    /// <summary>An uninitialized result, channels innermost where those of <paramref name="v"/> are, else row-major.</summary>
    internal static Tensor ChannelResult(in View v)
    {
        var t = Result(v.Shape, v.DType);
        var strides = Strides.ChannelsLast(v.Shape);
        return !v.IsContiguous && v.HasStrides(strides) ? new(t.View.As(v.Shape, strides, 0)) : t;
    }

    /// <summary>The ε of a norm; an error unless it is above 0: with 0 what does not vary would be 0/0.</summary>
    internal static double CheckEpsilon(string op, double epsilon) => epsilon is > 0 and < double.PositiveInfinity ? epsilon
        : throw new RangeException(op, $"epsilon {epsilon} is not possible. Give a small number above 0, as 1e-5.");

    private void CheckChannelNorm(string op, Tensor? weight, Tensor? bias, double epsilon)
    {
        if (Shape.Rank < 2)
            throw new ShapeException(op, $"input {Shape} has no channels: (N, C) or (N, C, …) was expected. Add a batch dimension with Reshape.");
        CheckNorm(op, [Shape[1]], weight, bias, epsilon);
    }

    private void CheckNorm(string op, in Shape affine, Tensor? weight, Tensor? bias, double epsilon)
    {
        foreach (var (name, t) in new[] { ("weight", weight), ("bias", bias) })
            if (t is not null && t.Shape != affine)
                throw new ShapeException(op, $"{name} {t.Shape} does not fit input {Shape}. It needs shape {affine}.");
        CheckTypes(op, weight, bias);
        if (!DType.CanDivideBy(CheckEpsilon(op, epsilon)))
            throw DType.CannotDivideBy(op, "epsilon", epsilon);
    }
}

/// <param name="name">The operation.</param>
/// <param name="x">(N, C, …).</param>
/// <param name="weight">(C).</param>
/// <param name="bias">(C).</param>
/// <param name="mean">(1 or N, G).</param>
/// <param name="variance">(1 or N, G).</param>
/// <param name="shortcut">Added to the norm; (N, C, …).</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="fixedStatistics">Whether mean and variance are constants.</param>
/// <param name="relu">Whether ReLU came last.</param>
/// <param name="rectified">What it gave, where there is a shortcut too; else null.</param>
internal sealed class ChannelNormNode(
    string name, Tensor x, Tensor? weight, Tensor? bias, Tensor mean, Tensor variance, Tensor? shortcut, double epsilon, bool fixedStatistics, bool relu, Tensor? rectified)
    : Node(x, weight, bias, mean, variance, shortcut)
{
    public override string Name => name;

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("groups", mean.Shape[1]), ("epsilon", epsilon), ("relu", relu)];

    protected internal override void Backward(Tensor dy)
    {
        // The gradient of what ReLU was given: made where a shortcut needs it, else taken anew as often as it is read.
        if (rectified is { } y)
        {
            var before = Tensor.ResultLike(y.View);
            dy.Backend.UnaryGrad(Pointwise.Relu, y.View, y.View, dy.View, before.View);
            dy = before;
        }

        var x = Saved(0);
        bool anew = relu && rectified is null;
        var dx = Wants(0) ? Tensor.ChannelResult(x.View) : null;
        var dweight = Wants(1) ? Tensor.Zeros(Inputs[1]!.Shape, dy.DType) : null;
        var dbias = Wants(2) ? Tensor.Zeros(Inputs[2]!.Shape, dy.DType) : null;
        if (dy.Shape.Count > 0)
            dy.Backend.ChannelNormGrad(x.View, Saved(3).View, Saved(4).View, Inputs[1] is null ? null : Saved(1).View, anew && Inputs[2] is not null ? Saved(2).View : null, epsilon, fixedStatistics, anew, dy.View, dx?.View, dweight?.View, dbias?.View);
        if (dx is not null)
            Give(0, dx);
        if (dweight is not null)
            Give(1, dweight);
        if (dbias is not null)
            Give(2, dbias);
        if (Wants(5))
            Give(5, dy);
    }
}
