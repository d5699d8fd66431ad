namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The sum over the named axes, or over all when none is named; they keep size 1 when <paramref name="keepDims"/>.</summary>
    public Tensor Sum(int[]? axes = null, bool keepDims = false)
    {
        int mask = axes is null or [] ? -1 : 0;
        foreach (int a in axes ?? [])
            mask |= 1 << Shape.Axis(a, "sum");
        Span<int> ones = stackalloc int[Shape.Rank], left = stackalloc int[Shape.Rank];
        int n = 0;
        for (int i = 0; i < ones.Length; i++)
        {
            bool reduced = (mask & 1 << i) != 0;
            ones[i] = reduced ? 1 : Shape[i];
            if (!reduced)
                left[n++] = Shape[i];
        }

        var y = Result(new Shape(ones), DType);
        Backend.Sum(View, y.View);
        if (Records(this))
            y.From(new SumNode(this));
        return keepDims ? y : y.Reshape(new Shape(left[..n]));
    }

    /// <summary>The mean over the named axes, or over all.</summary>
    public Tensor Mean(int[]? axes = null, bool keepDims = false)
    {
        if (!DType.IsFloat())
            throw new DTypeException("mean", $"needs F32 or F64 elements, not {DType}. Convert with To(DType.F32).");
        var y = Sum(axes, keepDims);
        return y * ((double)y.Shape.Count / Shape.Count);
    }
}

internal sealed class SumNode(Tensor x) : Node(x)
{
    public override string Name => "sum";

    protected internal override void Backward(Tensor dy) => Give(0, dy.Expand(Inputs[0]!.Shape));
}
