namespace Nabla.Tests.Ops;

public class ConcatTests
{
    [Fact]
    public void Values_stand_one_after_the_other()
    {
        Tensor a = Tensor.Of(new[,] { { 1, 2 }, { 3, 4 } }), b = Tensor.Of(new[,] { { 5 }, { 6 } });
        Assert.Equal(new[,] { { 1, 2, 5 }, { 3, 4, 6 } }, Tensor.Concat([a, b], -1).ToArray2D<int>());
        Assert.Equal(new[, ,] { { { 1, 2 }, { 3, 4 } }, { { 1, 3 }, { 2, 4 } } }, Tensor.Stack([a, a.T]).ToArray3D<int>());
        Assert.Equal(new Shape([2, 2, 3]), Tensor.Stack([a, a, a], -1).Shape);
    }

    [Fact]
    public void Splits_are_views_and_concat_undoes_them()
    {
        var x = Tensor.Of<int>([.. Enumerable.Range(0, 14)], [2, 7]);
        var parts = x.Split(3, 1);
        Assert.Equal([3, 3, 1], parts.Select(p => p.Shape[1]));
        Assert.Same(x.View.Storage, parts[1].View.Storage);
        Assert.Equal(x.ToArray<int>(), Tensor.Concat(parts, 1).ToArray<int>());
        Assert.Equal([2, 2, 2, 1], x.Chunk(4, 1).Select(p => p.Shape[1]));
        Assert.Equal([2, 2, 2, 1], x.Chunk(5, 1).Select(p => p.Shape[1]));
        Assert.Equal([1, 6], x.Split([1, 6], 1).Select(p => p.Shape[1]));
        Assert.Equal([0], Tensor.Zeros([0, 3]).Chunk(2).Select(p => p.Shape[0]));
    }

    [Fact]
    public void Images_stay_channels_last()
    {
        var image = Tensor.Zeros([1, 3, 4, 4]).Conv2d(Tensor.Zeros([2, 3, 1, 1]));
        Assert.True(Tensor.Concat([image, image], 1).View.IsChannelsLast);
        Assert.True(image.Pad([(1, 1), (1, 1)]).View.IsChannelsLast);
        Assert.True(image.Roll(1, 3).View.IsChannelsLast);
    }

    [Fact]
    public void Errors_name_the_tensor_that_does_not_fit()
    {
        var x = Tensor.Zeros([2, 3]);
        Shapes(() => Tensor.Concat([]), "concat: no tensors were given. Give at least one.");
        Shapes(() => Tensor.Concat([x, x, Tensor.Zeros([3, 3])], 1), "concat: tensor 2 of shape (3, 3) does not fit tensor 0 of shape (2, 3): but for axis 1, their sizes must agree. Reshape or slice one.");
        Shapes(() => Tensor.Concat([x, Tensor.Zeros([3])]), "concat: tensor 1 of shape (3) does not fit tensor 0 of shape (2, 3): but for axis 0, their sizes must agree. Reshape or slice one.");
        Shapes(() => Tensor.Stack([x, x.T]), "stack: tensor 1 has shape (3, 2), tensor 0 (2, 3). Stacked tensors have one shape; use Concat along an existing axis.");
        Shapes(() => x.Split([1, 1], 1), "split: parts of (1, 1) positions sum to 2, but axis 1 of shape (2, 3) has 3. Check the sizes.");
        Ranges(() => x.Split(0), "split: parts of 0 positions were asked for along axis 0 of shape (2, 3). Use 1 or more.");
        Ranges(() => x.Split([3, -1], 0), "split: a part of -1 positions was asked for along axis 0 of shape (2, 3). Use 0 or more.");
        Ranges(() => x.Chunk(0), "chunk: 0 parts of shape (2, 3) were asked for. Use 1 or more.");
        Ranges(() => Tensor.Concat([x], 2), "concat: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Assert.Equal("concat: tensor 1 is I64, tensor 0 is F32. Convert one with To.", Assert.Throws<DTypeException>(() => Tensor.Concat([x, x.To(DType.I64)])).Message);

        static void Shapes(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<ShapeException>(act).Message);
        static void Ranges(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
    }
}
