namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Layer norm: the elements of the last dimensions to mean 0 and variance 1, then scaled and shifted. Ba, Kiros and Hinton 2016.</summary>
    /// <remarks>
    /// x (…, M), M one dimension or more; weight and bias (M): y = (x − mean) / √(variance + ε) · weight + bias. With
    /// g = dy·weight and x̂ the normalized x: dx = (g − mean(g) − x̂ · mean(g·x̂)) / √(variance + ε).
    /// </remarks>
    /// <param name="normalized">The sizes of the last dimensions, M.</param>
    /// <param name="weight">A factor for each element.</param>
    /// <param name="bias">Added to each element.</param>
    /// <param name="epsilon">ε.</param>
    public Tensor LayerNorm(Shape normalized, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        RowNorm("layer_norm", normalized, weight, bias, epsilon, centred: true);

    /// <summary>RMS norm: the elements of the last dimensions to root mean square 1, then scaled. Zhang and Sennrich 2019.</summary>
    /// <remarks>x (…, M), weight (M): y = x / √(mean(x²) + ε) · weight. dx = (g − x̂ · mean(g·x̂)) / √(mean(x²) + ε), g = dy·weight.</remarks>
    public Tensor RmsNorm(Shape normalized, Tensor? weight = null, double epsilon = 1e-6) =>
        RowNorm("rms_norm", normalized, weight, null, epsilon, centred: false);

    private Tensor RowNorm(string op, in Shape normalized, Tensor? weight, Tensor? bias, double epsilon, bool centred)
    {
        int outer = Shape.Rank - normalized.Rank;
        bool fits = normalized.Rank > 0 && outer >= 0;
        for (int i = 0; fits && i < normalized.Rank; i++)
            fits = Shape[outer + i] == normalized[i];
        if (!fits)
            throw new ShapeException(op, $"input {Shape} does not end in the normalized shape {normalized}. Name the sizes of its last dimensions.");
        CheckNorm(op, normalized, weight, bias, epsilon);
        int rows = checked((int)(Shape.Count / Math.Max(1, normalized.Count)));
        var y = Result(Shape, DType);
        Tensor? mean = centred ? Result([rows], DType.F64) : null;
        var scale = Result([rows], DType.F64);
        Tensor matrix = RowNormNode.Rows(this, normalized);
        Tensor? w = RowNormNode.Vector(weight), b = RowNormNode.Vector(bias);
        Backend.RowNorm(matrix.View, w?.View, b?.View, epsilon, RowNormNode.Rows(y, normalized).View, mean?.View, scale.View);
        GC.KeepAlive(matrix);
        GC.KeepAlive(w);
        GC.KeepAlive(b);
        return Records(this, weight, bias) ? y.From(new RowNormNode(op, this, weight, bias, normalized, epsilon, mean, scale)) : y;
    }
}

internal sealed class RowNormNode(string name, Tensor x, Tensor? weight, Tensor? bias, Shape normalized, double epsilon, Tensor? mean, Tensor scale) : Node(x, weight, bias)
{
    public override string Name => name;

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("normalized", normalized), ("epsilon", epsilon)];

    protected internal override void Backward(Tensor dy)
    {
        var dx = Wants(0) ? Tensor.Result(Inputs[0]!.Shape, dy.DType) : null;
        var dweight = Wants(1) ? Tensor.Result(normalized, dy.DType) : null;
        var dbias = Wants(2) ? Tensor.Result(normalized, dy.DType) : null;
        dy.Backend.RowNormGrad(
            Rows(Saved(0), normalized).View, mean?.View, scale.View, Vector(Inputs[1] is null ? null : Saved(1))?.View, Rows(dy, normalized).View,
            dx is null ? null : Rows(dx, normalized).View, Vector(dweight)?.View, Vector(dbias)?.View);
        if (dx is not null)
            Give(0, dx);
        if (dweight is not null)
            Give(1, dweight);
        if (dbias is not null)
            Give(2, dbias);
    }

    /// <summary>(…, M) as (R, M), copied where strides force it.</summary>
    internal static Tensor Rows(Tensor t, in Shape normalized) =>
        t.Detach().Reshape([checked((int)(t.Shape.Count / Math.Max(1, normalized.Count))), checked((int)normalized.Count)]);

    internal static Tensor? Vector(Tensor? t) => t?.Detach().Reshape([checked((int)t.Shape.Count)]);
}
