namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Inverted dropout: y = m · x / (1 − p), where each m is 0 with probability p, else 1. The input itself unless a tape trains.</summary>
    /// <remarks>m depends on the tape's seed, step and draws so far, and on the element's row-major index. dx = m · dy / (1 − p). Srivastava et al. 2014.</remarks>
    public Tensor Dropout(double p)
    {
        CheckedDropout(p);
        CheckFloat("dropout");
        if (p == 0 || Scope.Current is not { Mode: Mode.Train } scope)
            return this;
        var mask = Result(Shape, DType.U8);
        Device.For(DType.F32).DropoutMask(scope.NextRandom("dropout"), p, mask.View);
        return Masked("dropout", mask, 1 / (1 - p));
    }

    /// <summary>y = x · mask · scale, for a mask that broadcasts to x.</summary>
    private Tensor Masked(string op, Tensor mask, double scale)
    {
        var y = ResultLike(View);
        Backend.ScaleMasked(View, mask.View.Expand(Shape), scale, y.View);
        return Records(this) ? y.From(new DropoutNode(op, this, mask, scale)) : y;
    }

    internal static double CheckedDropout(double p, string op = "dropout") => p is >= 0 and < 1 ? p
        : throw new RangeException(op, $"p = {p} is not possible. Give the probability of dropping an element, 0 or more and below 1.");
}

/// <summary>Dropout of elements, channels or samples: dx = mask · scale · dy.</summary>
internal sealed class DropoutNode : Node
{
    private readonly string op;
    private readonly Tensor mask;
    private readonly double scale;

    internal DropoutNode(string op, Tensor x, Tensor mask, double scale) : base(x) => (this.op, this.mask, this.scale) = (op, Hold(mask), scale);

    public override string Name => op;

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ResultLike(dy.View);
        dy.Backend.ScaleMasked(dy.View, mask.View.Expand(dy.Shape), scale, dx.View);
        Give(0, dx);
    }
}
