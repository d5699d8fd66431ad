namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Parts of <paramref name="size"/> positions along an axis, without copying; the last may be smaller.</summary>
    public Tensor[] Split(int size, int axis = 0)
    {
        axis = Shape.Axis(axis, "split");
        if (size < 1)
            throw new RangeException("split", $"parts of {size} positions were asked for along axis {axis} of shape {Shape}. Use 1 or more.");
        var parts = new Tensor[Math.Max(1, (Shape[axis] + size - 1) / size)];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Narrow(axis, i * size, Math.Min(size, Shape[axis] - i * size));
        return parts;
    }

    /// <summary>Parts of the given sizes along an axis, without copying.</summary>
    public Tensor[] Split(ReadOnlySpan<int> sizes, int axis = 0)
    {
        axis = Shape.Axis(axis, "split");
        long sum = 0;
        foreach (int size in sizes)
            sum += size >= 0 ? size : throw new RangeException("split", $"a part of {size} positions was asked for along axis {axis} of shape {Shape}. Use 0 or more.");
        if (sum != Shape[axis])
            throw new ShapeException("split", $"parts of ({string.Join(", ", sizes.ToArray())}) positions sum to {sum}, but axis {axis} of shape {Shape} has {Shape[axis]}. Check the sizes.");
        var parts = new Tensor[sizes.Length];
        for (int i = 0, at = 0; i < parts.Length; at += sizes[i++])
            parts[i] = Narrow(axis, at, sizes[i]);
        return parts;
    }

    /// <summary>At most <paramref name="count"/> parts along an axis, without copying: of ⌈size / count⌉ positions, the last perhaps fewer.</summary>
    public Tensor[] Chunk(int count, int axis = 0)
    {
        if (count < 1)
            throw new RangeException("chunk", $"{count} parts of shape {Shape} were asked for. Use 1 or more.");
        int size = Shape[Shape.Axis(axis, "chunk")];
        return Split(Math.Max(1, (size + count - 1) / count), axis);
    }
}
