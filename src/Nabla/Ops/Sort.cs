namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The elements of each line along an axis in rising (or falling) order, and where they were (I64).</summary>
    /// <remarks>Equals keep their order; NaN is larger than every number. dx brings dy back to where the elements were.</remarks>
    public (Tensor Values, Tensor Indices) Sort(int axis = -1, bool descending = false)
    {
        CheckComputes("sort");
        axis = Shape.Axis(axis, "sort");
        var order = ArgSort(axis, descending);
        return (Gathered("sort", axis, order), order);
    }

    /// <summary>Where the elements of each line along an axis are in rising (or falling) order, as I64.</summary>
    /// <remarks>Equals keep their order; NaN is larger than every number.</remarks>
    public Tensor ArgSort(int axis = -1, bool descending = false)
    {
        CheckComputes("argsort");
        axis = Shape.Axis(axis, "argsort");
        var order = Result(Shape, DType.I64);
        Backend.ArgSort(View, axis, descending, order.View);
        GC.KeepAlive(this);
        return order;
    }

    /// <summary>The <paramref name="k"/> largest (or smallest) elements of each line along an axis, the best first, and where they were (I64).</summary>
    /// <remarks>Of equals the first; NaN is larger than every number. dx brings dy back to where the elements were, 0 elsewhere.</remarks>
    public (Tensor Values, Tensor Indices) TopK(int k, int axis = -1, bool largest = true)
    {
        CheckComputes("topk");
        axis = Shape.Axis(axis, "topk");
        if (k < 0 || k > Shape[axis])
            throw new RangeException("topk", $"{k} elements asked for along axis {axis} of shape {Shape}. Use 0 to {Shape[axis]}.");
        var order = ArgSort(axis, largest).Narrow(axis, 0, k);
        return (Gathered("topk", axis, order), order);
    }
}
