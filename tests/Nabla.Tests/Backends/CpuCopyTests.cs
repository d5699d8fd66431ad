namespace Nabla.Tests.Backends;

/// <summary>Copies between any two layouts, and filling: every element exactly, none beside.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuCopyTests
{
    public static TheoryData<int[]> Shapes => new()
    {
        Array.Empty<int>(), new[] { 1 }, new[] { 5 }, new[] { 0, 4 }, new[] { 4, 4 }, new[] { 8, 9 }, new[] { 70, 131 },
        new[] { 2, 3, 5, 7 }, new[] { 3, 16, 5, 5 }, new[] { 1, 64, 9, 1 }, new[] { 2, 3, 4, 5, 6 }, new[] { 40_000 }, new[] { 300, 301 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_layout_copies_to_any_other(int[] shape)
    {
        using var scope = new Scope();
        var x = Agreement.Normal(DType.F32, 1, shape);
        int rank = shape.Length;
        foreach (var from in Orders(rank))
            foreach (var to in Orders(rank))
                foreach (int step in new[] { 1, 2 })
                {
                    var source = Laid(x, from, step);
                    var target = Laid(Tensor.Full(x.Shape, double.NaN), to, 1);
                    target.Backend.Copy(source.View, target.View);
                    Assert.Equal(x.ToArray<float>(), Elements(target));
                }

        if (rank == 0 || shape[0] == 0)
            return;
        var spread = x.Slice(0, ..1).Expand(x.Shape);
        var copy = Tensor.Result(x.Shape, DType.F32);
        copy.Backend.Copy(spread.View, copy.View);
        Assert.Equal(Elements(spread), copy.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Filling_a_part_leaves_the_rest(int[] shape)
    {
        using var scope = new Scope();
        if (shape.Length == 0)
            return;
        var whole = Agreement.Normal(DType.F32, 1, shape);
        float[] before = whole.ToArray<float>();
        var part = whole.Slice(-1, .., 2);
        part.Backend.Fill(part.View, 7);
        float[] after = whole.ToArray<float>();
        for (int i = 0; i < after.Length; i++)
            Assert.Equal(i % shape[^1] % 2 == 0 ? 7 : before[i], after[i]);
    }

    // Axes from the slowest to the fastest.
    private static IEnumerable<int[]> Orders(int rank)
    {
        int[] axes = [.. Enumerable.Range(0, rank)];
        yield return axes;
        if (rank > 1)
            yield return [.. axes.Reverse()];
        if (rank > 2)
            yield return [0, .. axes[2..], 1];
    }

    /// <summary>The same numbers stored in another order of axes, with gaps where step is above 1. Written one by one.</summary>
    private static unsafe Tensor Laid(Tensor x, int[] order, int step)
    {
        Strides strides = default;
        long next = step;
        foreach (int axis in order.Reverse())
        {
            strides[axis] = next;
            next *= x.Shape[axis];
        }

        var room = Tensor.Result([(int)Math.Max(1, next)], DType.F32);
        var y = new Tensor(room.View.As(x.Shape, strides, 0));
        float[] values = x.ToArray<float>();
        for (int i = 0; i < values.Length; i++)
            y.View.Data<float>()[Offset(y, i)] = values[i];
        return y;
    }

    private static unsafe float[] Elements(Tensor y) => [.. Enumerable.Range(0, (int)y.Shape.Count).Select(i => y.View.Data<float>()[Offset(y, i)])];

    private static long Offset(Tensor y, int i)
    {
        long at = 0;
        for (int axis = y.Shape.Rank - 1; axis >= 0; axis--)
        {
            at += i % y.Shape[axis] * y.View.Strides[axis];
            i /= y.Shape[axis];
        }

        return at;
    }
}
