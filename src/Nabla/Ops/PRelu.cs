namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>x above 0, else slope · x, with slopes that are learned (He et al. 2015): one, or one for each channel.</summary>
    /// <remarks>x (N, C, …) or (C), slope (C) or (1). dslope = Σ dy · x over x ≤ 0.</remarks>
    public Tensor PRelu(Tensor slope)
    {
        CheckGiven("prelu", "slope", slope);
        int axis = Shape.Rank > 1 ? 1 : 0;
        if (slope.Shape.Rank != 1 || (slope.Shape[0] != 1 && (Shape.Rank == 0 || slope.Shape[0] != Shape[axis])))
            throw new ShapeException("prelu", $"slope {slope.Shape} does not fit input {Shape}: one slope, or one for each channel (dimension {axis}), was expected. Give the layer the channels of its input.");
        var each = new int[Math.Max(1, Shape.Rank)];
        Array.Fill(each, 1);
        each[Math.Min(axis, each.Length - 1)] = slope.Shape[0];
        var positive = this > 0;
        var rest = Where(positive, Zeros([], DType), this);                  // so that an infinity above 0 does not reach the slope's gradient, as 0·∞
        return Where(positive, this, rest * slope.Reshape(new Shape(each)));
    }
}
