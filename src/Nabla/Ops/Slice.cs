using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>A part of the tensor, without copying: <c>x[0]</c>, <c>x[1..3, .., ^1]</c>, <c>x[TensorIndex.Ellipsis, 0]</c>.</summary>
    /// <remarks>
    /// A position removes its axis, a range keeps it, <c>..</c> keeps all of one axis; axes not named are kept whole.
    /// The gradient is zero outside the part.
    /// </remarks>
    [IndexerName("At")]
    public Tensor this[params ReadOnlySpan<TensorIndex> at]
    {
        get
        {
            int named = 0, ellipses = 0;
            foreach (ref readonly var entry in at)
            {
                named += entry.What is TensorIndex.Kind.Position or TensorIndex.Kind.Range ? 1 : 0;
                ellipses += entry.What == TensorIndex.Kind.Ellipsis ? 1 : 0;
            }

            if (named > Shape.Rank)
                throw new ShapeException("slice", $"{named} positions and ranges given for shape {Shape}. Give at most {Shape.Rank}, one for each axis.");
            if (ellipses > 1)
                throw new ShapeException("slice", $"{ellipses} ellipses given for shape {Shape}; which axes each means is open. Give at most one.");
            var region = Region.All(Shape);
            Span<int> sizes = stackalloc int[at.Length + Shape.Rank];
            int axis = 0, n = 0;
            foreach (ref readonly var entry in at)
                switch (entry.What)
                {
                    case TensorIndex.Kind.Position:
                        region = region.Cut(axis, Position("slice", axis, entry.Span.Start), 1);
                        axis++;
                        break;
                    case TensorIndex.Kind.Range:
                        region = Cut(region, axis, entry.Span, entry.Step);
                        sizes[n++] = region.Lengths[axis++];
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        for (int all = Shape.Rank - named; all > 0; all--)
                            sizes[n++] = Shape[axis++];
                        break;
                    default:
                        sizes[n++] = 1;
                        break;
                }

            while (axis < Shape.Rank)
                sizes[n++] = Shape[axis++];
            return Part(region, new(sizes[..n]));
        }
    }

    /// <summary>Every <paramref name="step"/>-th position of a range of one axis, without copying.</summary>
    public Tensor Slice(int axis, Range range, int step = 1)
    {
        var region = Cut(Region.All(Shape), Shape.Axis(axis, "slice"), range, step);
        return Part(region, region.Lengths);
    }

    /// <summary>The <paramref name="length"/> positions from <paramref name="start"/> on of one axis, without copying.</summary>
    public Tensor Narrow(int axis, int start, int length)
    {
        axis = Shape.Axis(axis, "narrow");
        if (start < 0 || length < 0 || start > Shape[axis] - length)
            throw new RangeException("narrow", $"{length} positions from {start} on do not fit size {Shape[axis]} of axis {axis} in shape {Shape}. Stay within 0 to {Shape[axis]}.");
        var region = Region.All(Shape).Cut(axis, start, length);
        return Part(region, region.Lengths);
    }

    /// <summary>One position of one axis, which disappears, without copying; negative positions count from the end.</summary>
    public Tensor Select(int axis, int position)
    {
        axis = Shape.Axis(axis, "select");
        Span<int> sizes = stackalloc int[Shape.Rank];
        Shape.CopyTo(sizes);
        sizes[(axis + 1)..].CopyTo(sizes[axis..]);
        var at = position < 0 ? Index.FromEnd(position == int.MinValue ? int.MaxValue : -position) : position;
        return Part(Region.All(Shape).Cut(axis, Position("select", axis, at), 1), new(sizes[..^1]));
    }

    private int Position(string op, int axis, Index at)
    {
        int size = Shape[axis], position = at.GetOffset(size);
        return (uint)position < (uint)size ? position
            : throw new RangeException(op, $"position {(at.IsFromEnd ? $"^{at.Value}" : at.Value)} is outside axis {axis} of shape {Shape}. Use 0 to {size - 1}, or ^1 to ^{size} from the end.");
    }

    private Region Cut(in Region region, int axis, Range range, int step)
    {
        int size = Shape[axis], start = range.Start.GetOffset(size), end = range.End.GetOffset(size);
        if (start < 0 || end > size || start > end)
            throw new RangeException("slice", $"range {range} does not fit size {size} of axis {axis} in shape {Shape}. Bounds rise and stay within 0 to {size}.");
        if (step < 1)
            throw new RangeException("slice", $"step {step} is not positive. Use Flip for the reverse order.");
        return region.Cut(axis, start, end == start ? 0 : (end - start - 1) / step + 1, step);
    }

    // The region as a view; shape is its lengths without the axes of single positions and with new ones.
    private Tensor Part(in Region region, in Shape shape)
    {
        if (region.Lengths == Shape)
            return Reshaped("slice", shape);
        region.Of(View).TryReshape(shape, out var view);
        var y = new Tensor(view);
        return Records(this) ? y.From(new SliceNode(this, region)) : y;
    }
}

internal sealed class SliceNode(Tensor x, Region region) : Node(x)
{
    public override string Name => "slice";

    public override IReadOnlyList<(string Name, object Value)> Attributes
    {
        get
        {
            var (starts, steps) = (region.Starts, region.Steps);
            int rank = region.Lengths.Rank;
            return [("starts", starts[..rank].ToArray()), ("steps", steps[..rank].ToArray()), ("lengths", region.Lengths)];
        }
    }

    protected internal override void Backward(Tensor dy)
    {
        var dx = Tensor.ZeroGradient(Inputs[0]!, dy);
        dx.Backend.Copy(dy.Reshape(region.Lengths).View, region.Of(dx.View));
        Give(0, dx);
    }
}
