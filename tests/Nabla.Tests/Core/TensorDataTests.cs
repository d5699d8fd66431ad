namespace Nabla.Tests.Core;

public class TensorDataTests
{
    [Fact]
    public void Arrays_of_any_rank_go_in_and_come_out()
    {
        int[,] matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal(matrix, Tensor.Of(matrix).ToArray2D<int>());
        Assert.Equal(new[,] { { 1, 4 }, { 2, 5 }, { 3, 6 } }, Tensor.Of(matrix).T.ToArray2D<int>());
        float[,,] cube = { { { 1, 2 } }, { { 3, 4 } } };
        Assert.Equal(new Shape([2, 1, 2]), Tensor.Of(cube).Shape);
        Assert.Equal(cube, Tensor.Of(cube).ToArray3D<float>());
        byte[,,,] images = new byte[1, 2, 1, 3];
        images[0, 1, 0, 2] = 9;
        Assert.Equal(images, Tensor.Of(images).ToArray4D<byte>());
        Assert.Equal([[1, 2], [3, 4]], new[] { 0, 1 }.Select(r => Tensor.Of(new int[][] { [1, 2], [3, 4] })[r].ToArray<int>()));
        Assert.Equal(new Shape([0, 0]), Tensor.Of(Array.Empty<int[]>()).Shape);
        Assert.Equal(new Shape([0, 3]), Tensor.Of(new float[0, 3]).Shape);
    }

    [Fact]
    public void Spans_and_single_elements_come_out_exactly()
    {
        var x = Tensor.Of(1f, 2f, 3f, 4f).Reshape(2, 2).T;
        Span<float> target = stackalloc float[4];
        x.CopyTo(target);
        Assert.Equal([1, 3, 2, 4], target);
        Assert.Equal(long.MaxValue - 1, Tensor.Of(long.MaxValue - 1).Item<long>());
        Assert.Equal(3, x[0, 1].Item<float>());
        Assert.True(Tensor.Of(true).Item<bool>());
        Assert.Equal(1, Tensor.Of(true).Item());
    }

    [Fact]
    public void Integers_beyond_two_to_the_53_survive_copies()
    {
        const long big = (1L << 53) + 1;
        var x = Tensor.Of(big, -big, 5, 6).Reshape(2, 2);
        Assert.Equal([big, 5, -big, 6], x.T.Contiguous().ToArray<long>());
        Assert.Equal([big, 0], Tensor.Where(Tensor.Of(true, false), x[0], Tensor.Of(0L, 0L)).ToArray<long>());
        Assert.Equal([1, -1, 5, 6], x.To(DType.I32).ToArray<int>());
        Assert.Equal([true, true, false], Tensor.Of(1L << 32, -1, 0).To(DType.Bool).ToArray<bool>());
    }

    [Fact]
    public void Conversions_cut_fractions_and_keep_to_the_limits()
    {
        Assert.Equal([-1, 2, 0, int.MaxValue], Tensor.Of(-1.9, 2.9, double.NaN, 1e20).To(DType.I32).ToArray<int>());
        Assert.Equal([0, 255, 3], Tensor.Of(-5f, 300f, 3.5f).To(DType.U8).ToArray<byte>());
        Assert.Equal([0.5f, 0], Tensor.Of(0.5, 0).To(DType.F32).ToArray<float>());
    }

    [Fact]
    public void Ramps_and_diagonals()
    {
        Assert.Equal([0L, 1, 2], Tensor.Arange(3).ToArray<long>());
        Assert.Equal([5, 3, 1], Tensor.Arange(5, 0, -2, DType.I32).ToArray<int>());
        Assert.Equal([1f, 1.5f], Tensor.Arange(1, 2, 0.5).ToArray<float>());
        Assert.Equal([], Tensor.Arange(2, 2).ToArray<long>());
        Assert.Equal([0.0, 0.25, 0.5, 0.75, 1], Tensor.Linspace(0, 1, 5, DType.F64).ToArray<double>());
        Assert.Equal([3f], Tensor.Linspace(3, 9, 1).ToArray<float>());
        Assert.Equal(0.3, Tensor.Linspace(0.1, 0.3, 7, DType.F64)[^1].Item());
        Assert.Equal([], Tensor.Linspace(3, 9, 0).ToArray<float>());
        Assert.Equal([1f, 0, 0, 0, 1, 0], Tensor.Eye(2, 3).ToArray<float>());
        Assert.Equal([1L, 0, 0, 1, 0, 0], Tensor.Eye(3, 2, DType.I64).ToArray<long>());
        Assert.Equal([], Tensor.Eye(0).ToArray<float>());
        Assert.Equal([2, 2], Tensor.FullLike(Tensor.Of(1, 3), 2).ToArray<int>());
        Assert.Equal([0.0, 1.0], [Tensor.ZerosLike(Tensor.Of(5.0)).Item(), Tensor.OnesLike(Tensor.Of(5.0)).Item()]);
    }

    [Fact]
    public void Errors_say_what_fits()
    {
        var x = Tensor.Zeros([2, 3]);
        Shapes(() => Tensor.Of(new int[][] { [1, 2], [3] }), "tensor: row 1 has 1 values, row 0 has 2. Rows of a matrix are of one length: pad the shorter ones.");
        Shapes(() => Tensor.Of<float>([1, 2], [3]), "tensor: 2 values given for shape (3), which has 3 elements. Give as many values as elements.");
        Shapes(() => x.ToArray3D<float>(), "ToArray3D: shape (2, 3) has 2 dimensions, not 3. Reshape it first, or use ToArray for the flat elements.");
        Shapes(() => x.CopyTo(new float[5]), "CopyTo: the target has 5 places, shape (2, 3) has 6 elements. Give as many places as elements.");
        Shapes(() => x.Item<float>(), "Item: shape (2, 3) has 6 elements, not one. Reduce it first, for example with Mean().");
        Assert.Equal("ToArray: asked for Double elements of a F32 tensor. Convert it first, or ask for the type it has.", Assert.Throws<DTypeException>(x.ToArray<double>).Message);
        Ranges(() => Tensor.Arange(0, 5, -1), "arange: steps of -1 do not lead from 0 to 5 in 0 to 2147483647 steps. Check the step's sign and size.");
        Ranges(() => Tensor.Arange(0, 5, 0), "arange: steps of 0 do not lead from 0 to 5 in 0 to 2147483647 steps. Check the step's sign and size.");
        Ranges(() => Tensor.Arange(0, 1, double.NaN), "arange: steps of NaN do not lead from 0 to 1 in 0 to 2147483647 steps. Check the step's sign and size.");
        Ranges(() => Tensor.Arange(long.MaxValue), "arange: steps of 1 do not lead from 0 to 9.223372036854776E+18 in 0 to 2147483647 steps. Check the step's sign and size.");
        Ranges(() => Tensor.Linspace(0, 1, -1), "linspace: count -1 is negative. Ask for 0 values or more.");

        static void Shapes(Action act, string message) => Assert.Equal(message, Assert.Throws<ShapeException>(act).Message);
        static void Ranges(Action act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
    }
}
