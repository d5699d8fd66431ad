namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>One value where the mask (Bool, broadcast to this shape) is true, this elsewhere.</summary>
    /// <remarks>dx = dy where the mask is false, else 0.</remarks>
    public Tensor MaskedFill(Tensor mask, double value)
    {
        CheckGiven("masked_fill", "the mask", mask);
        if (mask.DType != DType.Bool)
            throw new DTypeException("masked_fill", $"the mask of shape {mask.Shape} is {mask.DType}, Bool was expected. Compare it, for example with NotEqual(0).");
        if (Shape.Broadcast("masked_fill", Shape, mask.Shape) != Shape)
            throw new ShapeException("masked_fill", $"mask {mask.Shape} does not broadcast to shape {Shape}. Expand the tensor first.");
        return Where(mask, DType == DType.Bool ? Full([], value, DType) : Scalar("masked_fill", this, value), this);
    }
}
