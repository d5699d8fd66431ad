namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>An index tensor as I64, every entry checked to lie in 0 … size − 1 of one axis of this tensor.</summary>
    private unsafe Tensor Indices(string op, Tensor index, int axis)
    {
        CheckGiven(op, "the index", index);
        if (index.DType is not (DType.I64 or DType.I32))
            throw new DTypeException(op, $"the index of shape {index.Shape} is {index.DType}; I64 or I32 was expected. Convert it with To(DType.I64).");
        var checkedIndex = index.Detach().To(DType.I64);
        var dense = checkedIndex.Contiguous();
        var values = dense.View.Data<long>();
        for (long i = 0; i < index.Shape.Count; i++)
            if ((ulong)values[i] >= (ulong)Shape[axis])
                throw new RangeException(op, $"index {values[i]} at {Place(index.Shape, i)} is outside 0 … {Shape[axis] - 1}, the positions of axis {axis} in shape {Shape}. Check the index.");
        GC.KeepAlive(dense);
        return checkedIndex;
    }

    // The place of the i-th element in row-major order: (0, 2).
    private static string Place(in Shape shape, long i)
    {
        var place = new long[shape.Rank];
        for (int d = shape.Rank - 1; d >= 0; i /= shape[d--])
            place[d] = i % shape[d];
        return $"({string.Join(", ", place)})";
    }
}
