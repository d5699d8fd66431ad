namespace Nabla.Tests.Ops;

public class GatherTests
{
    private static readonly Tensor X = Tensor.Of(new[,] { { 1L << 60, 2, 3 }, { 4, 5, (1L << 60) + 1 } });

    [Fact]
    public void Values_of_any_type_are_picked_exactly()
    {
        Assert.Equal(new[,] { { 1L << 60 }, { (1L << 60) + 1 } }, X.Gather(1, Tensor.Of(new[,] { { 0 }, { 2 } })).ToArray2D<long>());
        Assert.Equal(new[,] { { 4L, 2 } }, X.Gather(0, Tensor.Of(new[,] { { 1L, 0 } })).ToArray2D<long>());
        Assert.Equal(new[,] { { 3L, 2, 3 }, { (1L << 60) + 1, 5, (1L << 60) + 1 } }, X.IndexSelect(-1, Tensor.Of(2, 1, 2)).ToArray2D<long>());
        Assert.Equal([true, false], Tensor.Of(false, true).IndexSelect(0, Tensor.Of(1, 0)).ToArray<bool>());
    }

    [Fact]
    public void Gradients_add_up_where_an_element_was_picked_twice()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1f, 2f, 3f));
        var y = x.IndexSelect(0, Tensor.Of(2L, 0L, 2L)) * Tensor.Of(1f, 10f, 100f);
        Assert.Equal([10, 0, 101], tape.Backward(y.Sum())[x].ToArray<float>());
    }

    [Fact]
    public void The_padding_row_of_a_table_does_not_learn()
    {
        using var tape = Tape.Start();
        var table = tape.Watch(Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } }));
        var y = table.Embedding(Tensor.Of(new[,] { { 2, 1 }, { 2, 0 } }), paddingIndex: 2);
        Assert.Equal(new[, ,] { { { 5f, 6 }, { 3, 4 } }, { { 5, 6 }, { 1, 2 } } }, y.ToArray3D<float>());
        Assert.Equal([1, 1, 1, 1, 0, 0], tape.Backward(y.Sum())[table].ToArray<float>());
    }

    [Fact]
    public void Errors_name_the_index_and_its_place()
    {
        Assert.Equal("gather: index 3 at (1, 0) is outside 0 … 2, the positions of axis 1 in shape (2, 3). Check the index.",
            Assert.Throws<RangeException>(() => X.Gather(1, Tensor.Of(new[,] { { 0 }, { 3 } }))).Message);
        Assert.Equal("index_select: index -1 at (1) is outside 0 … 1, the positions of axis 0 in shape (2, 3). Check the index.",
            Assert.Throws<RangeException>(() => X.IndexSelect(0, Tensor.Of(0, -1))).Message);
        Assert.Equal("gather: index (3, 1) does not fit shape (2, 3) along axis 1: it needs 2 dimensions and, but for axis 1, sizes of at most the tensor's. Unsqueeze or slice the index.",
            Assert.Throws<ShapeException>(() => X.Gather(1, Tensor.Zeros([3, 1], DType.I64))).Message);
        Assert.Equal("index_select: the index has shape (1, 1); one dimension was expected. Flatten it, or use Gather for an index of each element.",
            Assert.Throws<ShapeException>(() => X.IndexSelect(0, Tensor.Zeros([1, 1], DType.I64))).Message);
        Assert.Equal("gather: the index of shape (2, 1) is F32; I64 or I32 was expected. Convert it with To(DType.I64).",
            Assert.Throws<DTypeException>(() => X.Gather(1, Tensor.Zeros([2, 1]))).Message);
        Assert.Equal("gather: axis 2 does not exist in shape (2, 3). Use -2 to 1.", Assert.Throws<RangeException>(() => X.Gather(2, X)).Message);
    }
}
