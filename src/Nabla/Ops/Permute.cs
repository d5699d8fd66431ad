namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The dimensions in another order, without copying: axis i of the result is axis <c>axes[i]</c> of this.</summary>
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        if (axes.Length != Shape.Rank)
            throw new ShapeException("permute", $"{axes.Length} axes given for shape {Shape}. Name each of its {Shape.Rank} dimensions once.");
        Span<int> order = stackalloc int[axes.Length];
        int seen = 0;
        for (int i = 0; i < axes.Length; i++)
        {
            order[i] = Shape.Axis(axes[i], "permute");
            if ((seen & 1 << order[i]) != 0)
                throw new RangeException("permute", $"axis {axes[i]} is named twice for shape {Shape}. Name each dimension once.");
            seen |= 1 << order[i];
        }

        return Permuted("permute", order);
    }

    /// <summary>Two dimensions exchanged, without copying.</summary>
    public Tensor Transpose(int a, int b)
    {
        (a, b) = (Shape.Axis(a, "transpose"), Shape.Axis(b, "transpose"));
        Span<int> order = stackalloc int[Shape.Rank];
        for (int i = 0; i < order.Length; i++)
            order[i] = i == a ? b : i == b ? a : i;
        return Permuted("transpose", order);
    }

    /// <summary>The matrix transposed: the last two dimensions exchanged.</summary>
    public Tensor T => Shape.Rank >= 2 ? Transpose(-2, -1)
        : throw new ShapeException("transpose", $"shape {Shape} has no two last dimensions to exchange. Make a row with Unsqueeze(0) or a column with Unsqueeze(1).");

    /// <summary>One dimension moved to another place, the others keeping their order, without copying.</summary>
    public Tensor MoveAxis(int from, int to)
    {
        (from, to) = (Shape.Axis(from, "move_axis"), Shape.Axis(to, "move_axis"));
        Span<int> order = stackalloc int[Shape.Rank];
        for (int i = 0; i < order.Length; i++)
            order[i] = i == to ? from : i >= Math.Min(from, to) && i <= Math.Max(from, to) ? i + Math.Sign(to - from) : i;
        return Permuted("move_axis", order);
    }

    private Tensor Permuted(string op, ReadOnlySpan<int> order)
    {
        Span<int> sizes = stackalloc int[order.Length];
        Strides strides = default;
        bool same = true;
        for (int i = 0; i < order.Length; i++)
        {
            sizes[i] = Shape[order[i]];
            strides[i] = View.Strides[order[i]];
            same &= order[i] == i;
        }

        if (same)
            return this;
        var y = new Tensor(View.As(new Shape(sizes), strides, View.Offset));
        return Records(this) ? y.From(new PermuteNode(op, this, order.ToArray())) : y;
    }
}

internal sealed class PermuteNode(string name, Tensor x, int[] order) : Node(x)
{
    public override string Name => name;

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axes", order)];

    protected internal override void Backward(Tensor dy)
    {
        Span<int> inverse = stackalloc int[order.Length];
        for (int i = 0; i < order.Length; i++)
            inverse[order[i]] = i;
        Give(0, dy.Permute(inverse));
    }
}
