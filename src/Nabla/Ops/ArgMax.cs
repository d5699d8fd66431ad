namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Where the largest element along one axis is, as I64; the first of equals; a NaN counts as largest.</summary>
    public Tensor ArgMax(int axis = -1)
    {
        axis = Shape.Axis(axis, "argmax");
        if (Shape[axis] == 0)
            throw new ShapeException("argmax", $"axis {axis} of shape {Shape} is empty, so it has no largest element. Check the input.");
        var left = Shape.ToArray().ToList();
        left.RemoveAt(axis);
        var y = Result([.. left], DType.I64);
        Backend.ArgMax(View, axis, y.View);
        GC.KeepAlive(this);
        return y;
    }
}
