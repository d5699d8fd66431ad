namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Where the largest element along one axis is, as I64; in the flattened tensor when <paramref name="axis"/> is null.</summary>
    /// <remarks>Of equals the first; a NaN counts as largest. The axis disappears, or keeps size 1 when <paramref name="keepDims"/>.</remarks>
    public Tensor ArgMax(int? axis = -1, bool keepDims = false) => ArgExtreme("argmax", axis, keepDims);

    /// <summary>Where the smallest element along one axis is, as I64; in the flattened tensor when <paramref name="axis"/> is null.</summary>
    /// <remarks>Of equals the first; a NaN counts as smallest. The axis disappears, or keeps size 1 when <paramref name="keepDims"/>.</remarks>
    public Tensor ArgMin(int? axis = -1, bool keepDims = false) => ArgExtreme("argmin", axis, keepDims);

    private Tensor ArgExtreme(string op, int? axis, bool keepDims)
    {
        CheckComputes(op);
        var x = axis is null ? Detach().Flatten() : this;
        int a = x.Shape.Axis(axis ?? 0, op);
        if (x.Shape[a] == 0)
            throw new ShapeException(op, $"axis {a} of shape {x.Shape} is empty, so it has no {(op == "argmax" ? "largest" : "smallest")} element. Check the input.");
        var kept = x.Shape.With(a, 1);
        var y = Result(kept, DType.I64);
        var left = y.Squeeze(a);
        if (op == "argmax")
            Backend.ArgMax(x.View, a, left.View);
        else
            Backend.ArgMin(x.View, a, left.View);
        GC.KeepAlive(x);
        return !keepDims ? left : axis is null ? left.Reshape(AllOnes(Shape.Rank)) : y;
    }

    private static Shape AllOnes(int rank)
    {
        Span<int> sizes = stackalloc int[rank];
        sizes.Fill(1);
        return new(sizes);
    }
}
