namespace Nabla.Tests.Ops;

/// <summary>Padding, repeating, rolling, flipping and masks: values by hand, and errors.</summary>
public class RearrangeTests
{
    private static readonly Tensor X = Tensor.Of(1, 2, 3);

    [Fact]
    public void Padding_continues_a_border_in_three_ways()
    {
        Assert.Equal([9, 9, 1, 2, 3, 9], X.Pad([(2, 1)], value: 9).ToArray<int>());
        Assert.Equal([3, 2, 1, 2, 3, 2, 1], X.Pad([(2, 2)], PadMode.Reflect).ToArray<int>());
        Assert.Equal([1, 1, 1, 2, 3, 3, 3], X.Pad([(2, 2)], PadMode.Replicate).ToArray<int>());
        Assert.Equal(new[,] { { 0, 0, 0 }, { 0, 1, 2 } }, Tensor.Of(new[,] { { 1, 2 } }).Pad([(1, 0), (1, 0)]).ToArray2D<int>());
        Assert.Same(X, X.Pad([(0, 0)]));
    }

    [Fact]
    public void Repeats_rolls_and_flips()
    {
        Assert.Equal([1, 2, 3, 1, 2, 3], X.Tile(2).ToArray<int>());
        Assert.Equal([1, 1, 2, 2, 3, 3], X.RepeatInterleave(2, 0).ToArray<int>());
        Assert.Equal(new[,] { { 1, 1, 2, 2 }, { 3, 3, 4, 4 } }, Tensor.Of(new[,] { { 1, 2 }, { 3, 4 } }).RepeatInterleave(2, 1).ToArray2D<int>());
        Assert.Equal(new[,] { { 1, 2, 1, 2 }, { 1, 2, 1, 2 } }, Tensor.Of(1, 2).Tile(2, 2).ToArray2D<int>());
        Assert.Equal(new Shape([0, 3]), X.Tile(0, 1).Shape);
        Assert.Equal(new Shape([1, 1, 1, 1, 1, 1, 1, 6]), Tensor.Zeros([1, 1, 1, 1, 1, 1, 1, 3]).Tile(2).Shape);
        Assert.Equal([3, 1, 2], X.Roll(1, 0).ToArray<int>());
        Assert.Equal([2, 3, 1], X.Roll(-4, 0).ToArray<int>());
        Assert.Equal([3, 2, 1], X.Flip(0).ToArray<int>());
        Assert.Equal(new[,] { { 3, 4 }, { 1, 2 } }, Tensor.Of(new[,] { { 1, 2 }, { 3, 4 } }).Flip(0).ToArray2D<int>());
    }

    [Fact]
    public void Masks_and_labels()
    {
        Assert.Equal(new[,] { { true, false }, { true, true } }, Tensor.Ones([2, 2], DType.Bool).Tril().ToArray2D<bool>());
        Assert.Equal(new[,] { { 0L, 1 }, { 0, 0 } }, Tensor.Ones([2, 2], DType.I64).Triu(1).ToArray2D<long>());
        Assert.Equal([1, 7, 7], X.MaskedFill(X > 1, 7).ToArray<int>());
        Assert.Equal(float.NegativeInfinity, Tensor.Of(1f).MaskedFill(Tensor.Of(true), double.NegativeInfinity).Item());
        Assert.Equal(new[,] { { 0f, 0, 1 }, { 1, 0, 0 } }, Tensor.Of(2, 0).OneHot(3).ToArray2D<float>());
        Assert.Equal(new[,] { { false, true } }, Tensor.Of(1L).OneHot(2, DType.Bool).ToArray2D<bool>());
        Assert.Equal([11, 2, 33], X.ScatterAdd(0, Tensor.Of(2, 0), Tensor.Of(30, 10)).ToArray<int>());
    }

    [Fact]
    public void Errors_say_what_fits()
    {
        var x = Tensor.Zeros([2, 3]);
        Ranges(() => x.Pad([(0, -1)]), "pad: padding (0, -1) of axis 1 of shape (2, 3) is negative. Cut with a slice instead.");
        Ranges(() => x.Pad([(1, 3)], PadMode.Reflect), "pad: padding (1, 3) of axis 1 of shape (2, 3) is more than there is to reflect. Use at most 2, or another mode.");
        Ranges(() => Tensor.Zeros([0]).Pad([(1, 0)], PadMode.Replicate), "pad: padding (1, 0) of axis 0 of shape (0) is more than there is to replicate. Use at most 0, or another mode.");
        Shapes(() => X.Pad([(0, 0), (0, 0)]), "pad: 2 pairs given for shape (3). Give at most 1, one for each of the last axes.");
        Ranges(() => x.Tile(-1), "tile: -1 repeats asked for along axis 1 of shape (2, 3). Use 0 or more.");
        Ranges(() => x.RepeatInterleave(2, 2), "repeat_interleave: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.Roll(1, 2), "roll: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.Flip(1, -1), "flip: axis -1 is named twice for shape (2, 3). Name each axis once.");
        Shapes(() => X.Tril(), "tril: shape (3) has no last two dimensions. Give a matrix or a batch of them.");
        Shapes(() => X.Triu(), "triu: shape (3) has no last two dimensions. Give a matrix or a batch of them.");
        Types(() => x.MaskedFill(x, 1), "masked_fill: the mask of shape (2, 3) is F32, Bool was expected. Compare it, for example with NotEqual(0).");
        Shapes(() => X.MaskedFill(x > 0, 1), "masked_fill: mask (2, 3) does not broadcast to shape (3). Expand the tensor first.");
        Types(() => X.MaskedFill(X > 0, 0.5), "masked_fill: 0.5 is no I32, the type of the tensor of shape (3). Convert the tensor with To(DType.F32) first.");
        Ranges(() => X.OneHot(3), "one_hot: index 3 at (2) is outside 0 … 2, the positions of axis 1 in shape (3, 3). Check the index.");
        Types(() => x.OneHot(3), "one_hot: the index of shape (2, 3) is F32; I64 or I32 was expected. Convert it with To(DType.I64).");
        Types(() => x.ScatterAdd(0, X, X), "scatter_add: the source of shape (3) is I32, the tensor F32. Convert one with To.");
        Shapes(() => X.ScatterAdd(0, Tensor.Of(0), X), "scatter_add: source (3) and index (1) differ in shape. Give one index for each element of the source.");
        Ranges(() => X.ScatterAdd(0, Tensor.Of(3), Tensor.Of(1)), "scatter_add: index 3 at (0) is outside 0 … 2, the positions of axis 0 in shape (3). Check the index.");

        static void Shapes(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<ShapeException>(act).Message);
        static void Ranges(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
        static void Types(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<DTypeException>(act).Message);
    }
}
