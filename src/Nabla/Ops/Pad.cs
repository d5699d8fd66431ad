namespace Nabla;

/// <summary>What padding puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The tensor mirrored at its border, which is not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The border repeated: a a | a b c | c c.</summary>
    Replicate,
}

public sealed partial class Tensor
{
    /// <summary>Grows the last axes: one pair (before, after) for each, in the axes' order: <c>images.Pad([(top, bottom), (left, right)])</c>.</summary>
    /// <remarks>
    /// PyTorch's <c>pad</c> lists them from the last axis backwards. The gradient is the part of dy inside; reflected and
    /// repeated positions add to where they come from.
    /// </remarks>
    public Tensor Pad(ReadOnlySpan<(int Before, int After)> axes, PadMode mode = PadMode.Constant, double value = 0)
    {
        if (mode is not (PadMode.Constant or PadMode.Reflect or PadMode.Replicate))
            throw new RangeException("pad", $"there is no mode {(int)mode}. Use Constant, Reflect or Replicate.");
        if (axes.Length > Shape.Rank)
            throw new ShapeException("pad", $"{axes.Length} pairs given for shape {Shape}. Give at most {Shape.Rank}, one for each of the last axes.");
        int first = Shape.Rank - axes.Length;
        Span<int> sizes = stackalloc int[Shape.Rank];
        Shape.CopyTo(sizes);
        for (int i = 0; i < axes.Length; i++)
        {
            var (before, after) = axes[i];
            CheckPadding(mode, first + i, before, after);
            sizes[first + i] = AxisSize("pad", (long)sizes[first + i] + before + after, first + i);
        }

        var shape = new Shape(sizes);
        if (shape == Shape)
            return this;
        if (mode != PadMode.Constant)
        {
            var grown = this;
            for (int i = 0; i < axes.Length; i++)
                if (axes[i] != (0, 0))
                    grown = grown.Gathered("pad", first + i, grown.AlongAxis(Mirror(mode, Shape[first + i], axes[i]), first + i));
            return grown;
        }

        var region = Region.All(shape);
        for (int i = 0; i < axes.Length; i++)
            region = region.Cut(first + i, axes[i].Before, Shape[first + i]);
        var y = ResultIn("pad", View, shape);
        y.Backend.Fill(y.View, value);
        y.Backend.Copy(View, region.Of(y.View));
        return Records(this) ? y.From(new PadNode(this, region)) : y;
    }

    private void CheckPadding(PadMode mode, int axis, int before, int after)
    {
        if (before < 0 || after < 0)
            throw new RangeException("pad", $"padding ({before}, {after}) of axis {axis} of shape {Shape} is negative. Cut with a slice instead.");
        int limit = mode == PadMode.Reflect ? Shape[axis] - 1 : mode == PadMode.Replicate && Shape[axis] == 0 ? 0 : int.MaxValue;
        if (Math.Max(before, after) > Math.Max(0, limit))
            throw new RangeException("pad", $"padding ({before}, {after}) of axis {axis} of shape {Shape} is more than there is to {mode.ToString().ToLowerInvariant()}. Use at most {Math.Max(0, limit)}, or another mode.");
    }

    // Where each position of the grown axis comes from.
    private static Tensor Mirror(PadMode mode, int size, (int Before, int After) pad)
    {
        var from = Room<long>("pad", (long)pad.Before + size + pad.After);
        for (int i = 0; i < from.Length; i++)
        {
            int at = i - pad.Before;
            from[i] = mode == PadMode.Replicate ? Math.Clamp(at, 0, size - 1) : at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
        }

        return Of(from);
    }
}

internal sealed class PadNode(Tensor x, Region inside) : Node(x)
{
    public override string Name => "pad";

    public override IReadOnlyList<(string Name, object Value)> Attributes
    {
        get
        {
            var starts = inside.Starts;
            return [("before", starts[..inside.Lengths.Rank].ToArray())];
        }
    }

    protected internal override void Backward(Tensor dy) => Give(0, new Tensor(inside.Of(dy.View)));
}
