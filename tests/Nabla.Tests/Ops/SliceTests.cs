using static Nabla.TensorIndex;

namespace Nabla.Tests.Ops;

public class SliceTests
{
    private static readonly Tensor X = Tensor.Of<int>([.. Enumerable.Range(0, 24)], [2, 3, 4]);

    [Fact]
    public void Positions_remove_an_axis_and_ranges_keep_it()
    {
        Check(X[0], [3, 4], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        Check(X[-1, ^1, -4], [], [20]);
        Check(X[.., 1..3, ^1], [2, 2], [7, 11, 19, 23]);
        Check(X[Ellipsis, 0], [2, 3], [0, 4, 8, 12, 16, 20]);
        Check(X[1, Ellipsis, 1..2], [3, 1], [13, 17, 21]);
        Check(X[0, NewAxis, 2, NewAxis, 2..], [1, 1, 2], [10, 11]);
        Check(X[1, 2, Slice(.., 3)], [2], [20, 23]);
        Check(X[.., 1..1], [2, 0, 4], []);
        Assert.Same(X, X[..]);
    }

    [Fact]
    public void Named_methods_agree_with_the_indexer()
    {
        Check(X.Slice(-1, 1.., 2), [2, 3, 2], X[Ellipsis, Slice(1.., 2)].ToArray<int>());
        Check(X.Narrow(1, 1, 2), [2, 2, 4], X[.., 1..3].ToArray<int>());
        Check(X.Select(2, -1), [2, 3], X[Ellipsis, ^1].ToArray<int>());
    }

    [Fact]
    public void Nothing_is_copied()
    {
        Assert.Same(X.View.Storage, X[1, .., 1..3].View.Storage);
        Assert.Same(X.View.Storage, X.T[0, NewAxis].View.Storage);
    }

    [Fact]
    public void Errors_name_the_place_and_what_would_fit()
    {
        Range(() => X[2], "slice: position 2 is outside axis 0 of shape (2, 3, 4). Use 0 to 1, or ^1 to ^2 from the end.");
        Range(() => X[.., ^4], "slice: position ^4 is outside axis 1 of shape (2, 3, 4). Use 0 to 2, or ^1 to ^3 from the end.");
        Range(() => X[.., 1..4], "slice: range 1..4 does not fit size 3 of axis 1 in shape (2, 3, 4). Bounds rise and stay within 0 to 3.");
        Range(() => X[2..1], "slice: range 2..1 does not fit size 2 of axis 0 in shape (2, 3, 4). Bounds rise and stay within 0 to 2.");
        Range(() => X.Slice(0, .., 0), "slice: step 0 is not positive. Use Flip for the reverse order.");
        Range(() => X.Narrow(2, 2, 3), "narrow: 3 positions from 2 on do not fit size 4 of axis 2 in shape (2, 3, 4). Stay within 0 to 4.");
        Range(() => X.Select(3, 0), "select: axis 3 does not exist in shape (2, 3, 4). Use -3 to 2.");
        Assert.Equal("slice: 4 positions and ranges given for shape (2, 3, 4). Give at most 3, one for each axis.", Assert.Throws<ShapeException>(() => X[0, 0, 0, 0]).Message);
        Assert.Equal("slice: 2 ellipses given for shape (2, 3, 4); which axes each means is open. Give at most one.", Assert.Throws<ShapeException>(() => X[Ellipsis, 0, Ellipsis]).Message);

        static void Range(Func<Tensor> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
    }

    [Fact]
    public void A_slice_of_a_lost_tensor_is_lost()
    {
        Tensor lost;
        using (new Scope())
            lost = Tensor.Of(1f, 2f, 3f);
        Assert.Throws<ReleasedException>(() => lost[1..].ToArray<float>());
    }

    private static void Check(Tensor y, int[] shape, int[] values)
    {
        Assert.Equal(new Shape(shape), y.Shape);
        Assert.Equal(values, y.ToArray<int>());
    }
}
