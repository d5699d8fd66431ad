namespace Nabla.Tests.Backends;

/// <summary>Reductions over every set of axes of many layouts against the Reference loops.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuReductionTests
{
    public static TheoryData<int[]> Shapes => new()
    {
        Array.Empty<int>(), new[] { 1 }, new[] { 17 }, new[] { 9001 }, new[] { 3, 5 }, new[] { 2, 1, 7 }, new[] { 5, 6, 7 },
        new[] { 2, 3, 4, 5 }, new[] { 0, 3 }, new[] { 3, 0, 2 }, new[] { 130, 65 }, new[] { 2, 1100, 3 }, new[] { 2, 2, 2, 2, 2, 2, 2, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_over_any_axes_of_any_layout_agree(int[] shape)
    {
        using var scope = new Scope();
        for (int mask = 0; mask < 1 << shape.Length; mask++)
            foreach (var lay in Layouts)
            {
                Tensor fast = lay(Agreement.Normal(DType.F32, 1, shape)), exact = lay(Agreement.Normal(DType.F64, 1, shape));
                if (mask < 1 << fast.Shape.Rank)
                    Agreement.Close(Sum(exact, mask), Sum(fast, mask), 1e-6, $"axes {mask:b}");
            }
    }

    [Theory]
    [InlineData(new[] { 200, 33, 9 }, 0b011)]
    [InlineData(new[] { 200, 33, 9 }, 0b100)]
    [InlineData(new[] { 300_001 }, 0b1)]
    [InlineData(new[] { 70, 5000 }, 0b01)]
    [InlineData(new[] { 8, 6, 50, 60 }, 0b1101)]
    public void Many_numbers_agree_and_threads_do_not_change_a_bit(int[] shape, int mask)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Length).Where(a => (mask & 1 << a) != 0)];
        Agreement.SameBits(t => t[0].Sum(axes), shape);
        using var scope = new Scope();
        Agreement.Close(Sum(Agreement.Normal(DType.F64, 1, shape), mask), Sum(Agreement.Normal(DType.F32, 1, shape), mask), 1e-6, "sum");
    }

    [Fact]
    public void A_long_sum_loses_nothing()
    {
        using var scope = new Scope();
        Assert.Equal(1 << 24, Tensor.Ones([1 << 24]).Sum().Item());
        Assert.Equal(3, Tensor.Of(1e9f, 1, 1, 1, -1e9f).Sum().Item());
    }

    [Fact]
    public void Warm_sums_allocate_nothing()
    {
        using var scope = new Scope();
        Tensor x = Agreement.Normal(DType.F32, 1, 64, 6, 28, 28), y = Tensor.Result([1, 6, 1, 1], DType.F32);
        x.Backend.Sum(x.View, y.View);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            x.Backend.Sum(x.View, y.View);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static readonly Func<Tensor, Tensor>[] Layouts =
    [
        x => x,
        x => x.Permute([.. Enumerable.Range(0, x.Shape.Rank).Reverse()]),
        x => x.Shape.Rank < 2 ? x : Copied(x.Transpose(0, 1)).Transpose(0, 1),
        x => x.Shape.Rank < 2 ? x : Copied(x.Transpose(-1, -2)).Transpose(-1, -2),
        x => x.Shape.Rank is 0 or 8 ? x : x.Expand([2, .. x.Shape.ToArray()]),
        x => x.Shape.Rank < 1 ? x : x.Slice(-1, .., 3),
    ];

    private static Tensor Copied(Tensor x)
    {
        var y = Tensor.Result(x.Shape, x.DType);
        x.Backend.Copy(x.View, y.View);
        return y;
    }

    private static double[] Sum(Tensor x, int mask)
    {
        int[] kept = [.. x.Shape.ToArray().Select((n, a) => (mask & 1 << a) != 0 ? 1 : n)];
        var y = Tensor.Result(new Shape(kept), x.DType);
        x.Backend.Sum(x.View, y.View);
        return y.To(DType.F64).ToArray<double>();
    }
}
