namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The affine map y = x·Wᵀ + b.</summary>
    /// <remarks>x (…, I), weight (O, I), bias (O) → (…, O). dx = dy·W, dW = dyᵀ·x, db = Σ dy over all but the last dimension.</remarks>
    public Tensor Linear(Tensor weight, Tensor? bias = null)
    {
        if (weight.Shape.Rank != 2 || Shape.Rank < 1 || Shape[^1] != weight.Shape[1])
            throw new ShapeException("linear", $"input {Shape} does not fit weight {weight.Shape}: the input's last size must be the weight's second. Check the layer before, or Flatten images first.");
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ShapeException("linear", $"bias {bias.Shape} does not fit weight {weight.Shape}. It needs shape ({weight.Shape[0]}).");
        var rows = Shape.Rank == 2 ? this : Reshape([checked((int)(Shape.Count / Math.Max(1, Shape[^1]))), Shape[^1]]);
        var y = rows.MatMul(weight.T);
        if (bias is not null)
            y += bias;
        return Shape.Rank == 2 ? y : y.Reshape(Shape.With(-1, weight.Shape[0]));
    }
}
