using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Pointwise ExpF = new("exp", Math.Exp, (_, y) => y, Vector256.Exp);
    private static readonly Pointwise LogF = new("log", Math.Log, (x, _) => 1 / x, Vector256.Log);
    private static readonly Pointwise TanhF = new("tanh", Math.Tanh, (_, y) => 1 - y * y, Simd.Tanh);
    private static readonly Pointwise SigmoidF = new("sigmoid", x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)), (_, y) => y * (1 - y), Simd.Sigmoid);
    private static readonly Pointwise ReluF = new("relu", x => x > 0 || double.IsNaN(x) ? x : 0, (x, _) => x > 0 ? 1 : 0, Simd.Relu);

    /// <summary>eˣ; derivative y.</summary>
    public Tensor Exp() => Apply(ExpF);

    /// <summary>ln x; derivative 1/x.</summary>
    public Tensor Log() => Apply(LogF);

    /// <summary>The hyperbolic tangent; derivative 1 − y².</summary>
    public Tensor Tanh() => Apply(TanhF);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), stable for any x; derivative y(1 − y).</summary>
    public Tensor Sigmoid() => Apply(SigmoidF);

    /// <summary>max(x, 0), NaN stays NaN; derivative 1 for x &gt; 0, else 0.</summary>
    public Tensor Relu() => Apply(ReluF);

    private Tensor Apply(Pointwise f)
    {
        if (!DType.IsFloat())
            throw new DTypeException(f.Name, $"needs F32 or F64 elements, not {DType}. Convert with To(DType.F32).");
        var y = ResultLike(View);
        Backend.Unary(f, View, y.View);
        return Records(this) ? y.From(new UnaryNode(f, this, y)) : y;
    }
}

internal sealed class UnaryNode(Pointwise f, Tensor x, Tensor y) : Node(x)
{
    public override string Name => f.Name;

    protected internal override void Backward(Tensor dy)
    {
        var x = Saved(0);
        var dx = Tensor.ResultLike(x.View);
        x.Backend.UnaryGrad(f, x.View, y.View, dy.View, dx.View);
        Give(0, dx);
    }
}
