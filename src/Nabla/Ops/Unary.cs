namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>eˣ; derivative y.</summary>
    public Tensor Exp() => Apply("exp", Math.Exp, (_, y) => y);

    /// <summary>ln x; derivative 1/x.</summary>
    public Tensor Log() => Apply("log", Math.Log, (x, _) => 1 / x);

    /// <summary>The hyperbolic tangent; derivative 1 − y².</summary>
    public Tensor Tanh() => Apply("tanh", Math.Tanh, (_, y) => 1 - y * y);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), stable for any x; derivative y(1 − y).</summary>
    public Tensor Sigmoid() => Apply("sigmoid", x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)), (_, y) => y * (1 - y));

    /// <summary>max(x, 0), NaN stays NaN; derivative 1 for x &gt; 0, else 0.</summary>
    public Tensor Relu() => Apply("relu", x => x > 0 || double.IsNaN(x) ? x : 0, (x, _) => x > 0 ? 1 : 0);

    private Tensor Apply(string name, Func<double, double> f, Func<double, double, double> df)
    {
        if (!DType.IsFloat())
            throw new DTypeException(name, $"needs F32 or F64 elements, not {DType}. Convert with To(DType.F32).");
        var y = ResultLike(View);
        Backend.Unary(f, View, y.View);
        return Records(this) ? y.From(new UnaryNode(name, df, this, y)) : y;
    }
}

internal sealed class UnaryNode(string name, Func<double, double, double> df, Tensor x, Tensor y) : Node(x)
{
    private readonly Tensor y = y;

    public override string Name => name;

    protected internal override void Backward(Tensor dy)
    {
        var x = Saved(0);
        var dx = Tensor.ResultLike(x.View);
        x.Backend.UnaryGrad(df, x.View, y.View, dy.View, dx.View);
        Give(0, dx);
    }
}
