namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The affine map y = x·Wᵀ + b.</summary>
    /// <remarks>x (…, I), weight (O, I), bias (O) → (…, O). dx = dy·W, dW = dyᵀ·x, db = Σ dy over all but the last dimension.</remarks>
    public Tensor Linear(Tensor weight, Tensor? bias = null)
    {
        CheckGiven("linear", "weight", weight);
        if (weight.Shape.Rank != 2 || Shape.Rank < 1 || Shape[^1] != weight.Shape[1])
            throw new ShapeException("linear", $"input {Shape} does not fit weight {weight.Shape}: the input's last size must be the weight's second. Check the layer before, or Flatten images first.");
        CheckBias("linear", weight, bias);
        CheckTypes("linear", weight, bias);
        var y = Result(Shape.With(-1, weight.Shape[0]), DType, "linear");
        y.Backend.Linear(View, weight.View, bias?.View, y.View);
        return Records(this, weight, bias) ? y.From(new LinearNode(this, weight, bias)) : y;
    }
}

internal sealed class LinearNode(Tensor x, Tensor weight, Tensor? bias) : Node(x, weight, bias)
{
    public override string Name => "linear";

    public override long MultiplyAdds => Output!.Shape.Count * Inputs[0]!.Shape[^1];

    protected internal override void Backward(Tensor dy)
    {
        if (Wants(0))
        {
            var dx = Tensor.Result(Inputs[0]!.Shape, dy.DType);
            dy.Backend.LinearGradInput(dy.View, Saved(1).View, dx.View);
            Give(0, dx);
        }

        if (Wants(1))
        {
            var dw = Tensor.Result(Inputs[1]!.Shape, dy.DType);
            dy.Backend.LinearGradWeight(Saved(0).View, dy.View, dw.View);
            Give(1, dw);
        }

        if (Wants(2))
        {
            var db = Tensor.Result(Inputs[2]!.Shape, dy.DType);
            dy.Backend.LinearGradBias(dy.View, db.View);
            Give(2, db);
        }
    }
}
