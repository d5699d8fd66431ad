namespace Nabla.Tests.Ops;

public class ReshapeTests
{
    private static readonly Tensor X = Tensor.Of<int>([.. Enumerable.Range(0, 24)], [2, 3, 4]);

    [Fact]
    public void Shapes_are_PyTorchs()
    {
        Assert.Equal(new Shape([4, 6]), X.Reshape(4, -1).Shape);
        Assert.Equal(new Shape([2, 12]), X.Flatten(1).Shape);
        Assert.Equal(new Shape([6, 4]), X.Flatten(0, 1).Shape);
        Assert.Equal(new Shape([24]), X.Flatten().Shape);
        Assert.Equal(new Shape([1]), Tensor.Full([], 3).Flatten().Shape);
        Assert.Equal(new Shape([2, 3, 2, 2]), X.Unflatten(-1, 2, 2).Shape);
        Assert.Equal(new Shape([2, 1, 3, 4]), X.Unsqueeze(1).Shape);
        Assert.Equal(new Shape([2, 3, 4, 1]), X.Unsqueeze(-1).Shape);
        Assert.Equal(new Shape([2, 3]), Tensor.Zeros([1, 2, 1, 3]).Squeeze().Shape);
        Assert.Equal(new Shape([1, 2, 3]), Tensor.Zeros([1, 2, 1, 3]).Squeeze(2).Shape);
        Assert.Equal(new Shape([3, 4, 2]), X.MoveAxis(0, -1).Shape);
        Assert.Equal(new Shape([4, 2, 3]), X.MoveAxis(2, 0).Shape);
        Assert.Equal(X.Permute(2, 0, 1).ToArray<int>(), X.MoveAxis(2, 0).ToArray<int>());
    }

    [Theory]
    [InlineData("row-major", true)]
    [InlineData("a slice whose axes still meet", true)]
    [InlineData("sizes of one", true)]
    [InlineData("merging what is broadcast", true)]
    [InlineData("splitting a transposed axis", true)]
    [InlineData("merging transposed axes", false)]
    [InlineData("merging across a gap", false)]
    public void Copies_only_where_strides_force_it(string name, bool view)
    {
        var (x, shape) = name switch
        {
            "row-major" => (X, new Shape([4, 3, 2])),
            "a slice whose axes still meet" => (X[1], [12]),
            "sizes of one" => (X[.., 1..2, 1..3], [1, 2, 2, 1]),
            "merging what is broadcast" => (X[0, 0].Unsqueeze(0).Unsqueeze(0).Expand([2, 3, 4]), [6, 4]),
            "splitting a transposed axis" => (X.T, [2, 2, 2, 3]),
            "merging transposed axes" => (X.T, [24]),
            _ => (X[.., .., 1..], [2, 9]),
        };
        var y = x.Reshape(shape);
        Assert.Equal(shape, y.Shape);
        Assert.Equal(x.ToArray<int>(), y.ToArray<int>());
        Assert.Equal(view, ReferenceEquals(x.View.Storage, y.View.Storage));
    }

    [Fact]
    public void Errors_name_the_shapes_and_the_fix()
    {
        Shapes(() => X.Reshape(5, -1), "reshape: the 24 elements of shape (2, 3, 4) cannot fill sizes (5, -1). The other sizes must divide the count.");
        Shapes(() => X.Reshape(-1, -1), "reshape: sizes (-1, -1) have several −1. Leave at most one size open.");
        Shapes(() => Tensor.Zeros([0, 2]).Reshape(0, -1), "reshape: the 0 elements of shape (0, 2) cannot fill sizes (0, -1). The other sizes must divide the count.");
        Shapes(() => X.Squeeze(1), "squeeze: axis 1 of shape (2, 3, 4) has size 3, not 1. Select a position with Select, or reduce it with Sum or Mean.");
        Shapes(() => X.Unflatten(1, 2, 2), "unflatten: sizes (2, 2) do not multiply to size 3 of axis 1 in shape (2, 3, 4). Check the sizes.");
        Shapes(() => Tensor.Of(1f).T, "transpose: shape (1) has no two last dimensions to exchange. Make a row with Unsqueeze(0) or a column with Unsqueeze(1).");
        Shapes(() => X.Expand([2, 3, 5]), "expand: shapes (2, 3, 4) and (2, 3, 5) do not broadcast: sizes 4 and 5, 1 from the end, differ and neither is 1. Reshape or expand one operand.");
        Shapes(() => X.Expand([4]), "expand: shape (2, 3, 4) does not expand to (4). Only dimensions of size 1 grow.");
        Ranges(() => X.Unsqueeze(4), "unsqueeze: a new axis cannot stand at 4 of shape (2, 3, 4). Use -4 to 3.");
        Ranges(() => X.Flatten(2, 1), "flatten: axis 2 comes after axis 1 in shape (2, 3, 4). Give the first axis first.");
        Ranges(() => X.Permute(0, 1, -2), "permute: axis -2 is named twice for shape (2, 3, 4). Name each dimension once.");
        Ranges(() => X.MoveAxis(0, 3), "move_axis: axis 3 does not exist in shape (2, 3, 4). Use -3 to 2.");

        static void Shapes(Func<Tensor> act, string message) => Assert.Equal(message, Assert.Throws<ShapeException>(act).Message);
        static void Ranges(Func<Tensor> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
    }

    [Fact]
    public void Recorded_views_name_their_attributes()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Zeros([2, 3, 4]));
        Assert.Equal([0, 2, 1], Attribute<int[]>(x.T, "axes"));
        Assert.Equal([24], Attribute<Shape>(x.Flatten(), "shape"));
        var slice = x[1, TensorIndex.Slice(1.., 2)];
        Assert.Equal("slice", slice.Node!.Name);
        Assert.Equal([1, 1, 0], Attribute<long[]>(slice, "starts"));
        Assert.Equal([1, 2, 1], Attribute<long[]>(slice, "steps"));
        Assert.Equal([1, 1, 4], Attribute<Shape>(slice, "lengths"));

        static T Attribute<T>(Tensor t, string name) => (T)t.Node!.Attributes.Single(a => a.Name == name).Value;
    }
}
