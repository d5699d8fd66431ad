using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The same elements in row-major order under another shape; one size may be −1: what is left.</summary>
    /// <remarks>A view where strides can express it, else a copy. The gradient is reshaped back.</remarks>
    [OverloadResolutionPriority(1)]
    public Tensor Reshape(params ReadOnlySpan<int> sizes)
    {
        int open = sizes.IndexOf(-1);
        if (open < 0)
            return Reshape(new Shape(sizes));
        Span<int> known = stackalloc int[sizes.Length];
        sizes.CopyTo(known);
        known[open] = 1;
        if (known.Contains(-1))
            throw new ShapeException("reshape", $"sizes ({string.Join(", ", sizes.ToArray())}) have several −1. Leave at most one size open.");
        long rest = new Shape(known).Count;
        if (rest == 0 || Shape.Count % rest != 0)
            throw new ShapeException("reshape", $"the {Shape.Count} elements of shape {Shape} cannot fill sizes ({string.Join(", ", sizes.ToArray())}). The other sizes must divide the count.");
        known[open] = AxisSize("reshape", Shape.Count / rest, open);
        return Reshape(new Shape(known));
    }

    /// <summary>The same elements in row-major order under another shape.</summary>
    /// <remarks>A view where strides can express it, else a copy. The gradient is reshaped back.</remarks>
    public Tensor Reshape(Shape shape)
    {
        if (shape.Count != Shape.Count)
            throw new ShapeException("reshape", $"shape {Shape} has {Shape.Count} elements, {shape} has {shape.Count}. The counts must agree.");
        return Reshaped("reshape", shape);
    }

    /// <summary>Axes <paramref name="start"/> to <paramref name="end"/> merged into one: (N, C, H, W).Flatten(1) is (N, C·H·W).</summary>
    public Tensor Flatten(int start = 0, int end = -1)
    {
        if (Shape.Rank == 0)
            return Reshaped("flatten", [1]);
        (start, end) = (Shape.Axis(start, "flatten"), Shape.Axis(end, "flatten"));
        if (start > end)
            throw new RangeException("flatten", $"axis {start} comes after axis {end} in shape {Shape}. Give the first axis first.");
        Span<int> sizes = stackalloc int[Shape.Rank];
        Shape.CopyTo(sizes);
        for (int i = start + 1; i <= end; i++)
            sizes[start] = AxisSize("flatten", (long)sizes[start] * sizes[i], start);
        sizes[(end + 1)..].CopyTo(sizes[(start + 1)..]);
        return Reshaped("flatten", new(sizes[..(Shape.Rank - (end - start))]));
    }

    /// <summary>One axis split into several of the given sizes: the inverse of <see cref="Flatten"/>.</summary>
    public Tensor Unflatten(int axis, params ReadOnlySpan<int> sizes)
    {
        axis = Shape.Axis(axis, "unflatten");
        if (new Shape(sizes).Count != Shape[axis])
            throw new ShapeException("unflatten", $"sizes ({string.Join(", ", sizes.ToArray())}) do not multiply to size {Shape[axis]} of axis {axis} in shape {Shape}. Check the sizes.");
        var all = Shape.ToArray();
        return Reshaped("unflatten", [.. all[..axis], .. sizes, .. all[(axis + 1)..]]);
    }

    /// <summary>Without the axes of size 1, or without one of them.</summary>
    public Tensor Squeeze(int? axis = null)
    {
        int only = axis is { } a ? Shape.Axis(a, "squeeze") : -1;
        if (only >= 0 && Shape[only] != 1)
            throw new ShapeException("squeeze", $"axis {axis} of shape {Shape} has size {Shape[only]}, not 1. Select a position with Select, or reduce it with Sum or Mean.");
        Span<int> sizes = stackalloc int[Shape.Rank];
        int n = 0;
        for (int i = 0; i < Shape.Rank; i++)
            if (only >= 0 ? i != only : Shape[i] != 1)
                sizes[n++] = Shape[i];
        return Reshaped("squeeze", new(sizes[..n]));
    }

    /// <summary>With a new axis of size 1 at place <paramref name="axis"/>: 0 puts it first, −1 last.</summary>
    public Tensor Unsqueeze(int axis) => Unsqueezed("unsqueeze", axis);

    private Tensor Unsqueezed(string op, int axis)
    {
        int at = axis < 0 ? axis + Shape.Rank + 1 : axis;
        if ((uint)at > (uint)Shape.Rank)
            throw new RangeException(op, $"a new axis cannot stand at {axis} of shape {Shape}. Use {-Shape.Rank - 1} to {Shape.Rank}.");
        Span<int> sizes = stackalloc int[Shape.Rank + 1];
        Shape.CopyTo(sizes);
        sizes[at..^1].CopyTo(sizes[(at + 1)..]);
        sizes[at] = 1;
        return Reshaped(op, new(sizes));
    }

    private Tensor Reshaped(string op, in Shape shape)
    {
        if (shape == Shape)
            return this;
        if (!View.TryReshape(shape, out var view))
            return Contiguous().Reshaped(op, shape);
        var y = new Tensor(view);
        return Records(this) ? y.From(new ReshapeNode(op, this, shape)) : y;
    }
}

internal sealed class ReshapeNode(string name, Tensor x, Shape shape) : Node(x)
{
    public override string Name => name;

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shape", shape)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.Reshape(Inputs[0]!.Shape));
}
