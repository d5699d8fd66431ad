namespace Nabla.Tests.Ops;

public class ReductionTests
{
    [Fact]
    public void Integers_sum_exactly_and_masks_count()
    {
        const long big = (1L << 53) + 1;
        var sum = Tensor.Of(big, 1, -3, big).Reshape(2, 2).Sum(0);
        Assert.Equal(DType.I64, sum.DType);
        Assert.Equal([big - 3, big + 1], sum.ToArray<long>());
        Assert.Equal(510, Tensor.Of<byte>(255, 255).Sum().Item<long>());
        Assert.Equal([1L, 2], Tensor.Of(new[,] { { true, true }, { false, true } }).Sum(0).ToArray<long>());
        Assert.Equal("sum: a sum of I64 elements over shape (2) exceeds I64. Convert with To(DType.F64) first.",
            Assert.Throws<RangeException>(() => Tensor.Of(long.MaxValue, 1).Sum()).Message);
    }

    [Fact]
    public void Axes_may_be_named_in_any_form()
    {
        var x = Tensor.Of<int>([.. Enumerable.Range(0, 24)], [2, 3, 4]);
        Assert.Equal(new Shape([3]), x.Sum(0, 2).Shape);
        Assert.Equal(new Shape([1, 3, 1]), x.Sum([-1, 0], keepDims: true).Shape);
        Assert.Equal(new Shape([1, 1, 1]), x.Sum(keepDims: true).Shape);
        Assert.Equal(276, x.Sum().Item());
        Assert.Equal([60L, 92, 124], x.Sum(2, 0).ToArray<long>());
        Assert.Equal([0L, 0], Tensor.Zeros([2, 0]).To(DType.I32).Sum(1).ToArray<long>());
        Assert.Equal([23, 0], [x.Max().Item(), x.Min().Item()]);
        Assert.Equal([3, 7, 11], x.Max(0, 2).ToArray<int>().Select(v => v - 12));
        Assert.True(Tensor.Of(false, true).Max().Item<bool>());
    }

    [Fact]
    public void The_mean_of_nothing_is_NaN_and_its_gradient_is_empty()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Zeros([0, 3]));
        var mean = x.Mean();
        Assert.True(double.IsNaN(mean.Item()));
        Assert.Equal([0, 3], tape.Backward(mean)[x].Shape);
        Assert.Equal(0, Loss.CrossEntropy(Tensor.Zeros([0, 3]), Tensor.Of<long>([], [0])).Item());           // of losses it is 0, so that a batch without any changes nothing
    }

    [Fact]
    public void NaN_wins_and_nothing_has_a_mean_of_NaN()
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            var x = Tensor.Of(1, double.NaN, 3, 4, 5, 6, 7, 8, 9, 10).To(type);
            Assert.True(double.IsNaN(x.Max().Item()) && double.IsNaN(x.Min().Item()));
            Assert.Equal([1, 1], [x.ArgMax().Item(), x.ArgMin().Item()]);
            Assert.Equal([9, double.NaN], x.Reshape(5, 2).Max(0).To(DType.F64).ToArray<double>());
            Assert.Equal(double.NegativeInfinity, Tensor.Full([9], double.NegativeInfinity, type).Max().Item());
            Assert.True(double.IsNaN(Tensor.Zeros([0], type).Mean().Item()));
        }

        Assert.Equal([1L], Tensor.Of(long.MaxValue - 1, long.MaxValue).ArgMax(0, keepDims: true).ToArray<long>());
        Assert.Equal(new Shape([1, 1]), Tensor.Zeros([2, 3]).ArgMin(null, keepDims: true).Shape);
        Assert.Equal(long.MaxValue - 1, Tensor.Of(long.MaxValue - 1, long.MaxValue).Min().Item<long>());
    }

    [Fact]
    public void Equal_maxima_share_the_gradient()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(2f, 5f, 5f, 1f, 5f));
        Assert.Equal([0, 1, 1, 0, 1], tape.Backward(x.Max() * 3)[x].ToArray<float>());
    }

    [Fact]
    public void Errors_name_the_axis_and_the_shape()
    {
        var x = Tensor.Zeros([2, 0, 3]);
        Assert.Equal("sum: axis -1 is named twice for shape (2, 0, 3). Name each axis once.", Assert.Throws<RangeException>(() => x.Sum(2, -1)).Message);
        Assert.Equal("mean: axis 3 does not exist in shape (2, 0, 3). Use -3 to 2.", Assert.Throws<RangeException>(() => x.Mean(3)).Message);
        Assert.Equal("mean: the input of shape (1) is I64; F32 or F64 was expected. Convert it with To(DType.F32).", Assert.Throws<DTypeException>(() => Tensor.Of(1L).Mean()).Message);
        Assert.Equal("max: an axis of shape (2, 0, 3) is empty, so there is no maximum along it. Check the input.", Assert.Throws<ShapeException>(() => x.Max(1)).Message);
        Assert.Equal("min: an axis of shape (2, 0, 3) is empty, so there is no minimum along it. Check the input.", Assert.Throws<ShapeException>(() => x.Min()).Message);
        Assert.Equal("argmax: axis 1 of shape (2, 0, 3) is empty, so it has no largest element. Check the input.", Assert.Throws<ShapeException>(() => x.ArgMax(1)).Message);
        Assert.Equal("argmin: axis 0 of shape (0) is empty, so it has no smallest element. Check the input.", Assert.Throws<ShapeException>(() => x.ArgMin(null)).Message);
        Assert.Equal("argmin: axis 3 does not exist in shape (2, 0, 3). Use -3 to 2.", Assert.Throws<RangeException>(() => x.ArgMin(3)).Message);
    }
}
