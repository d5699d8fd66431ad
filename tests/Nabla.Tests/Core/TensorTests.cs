namespace Nabla.Tests.Core;

public class TensorTests
{
    [Fact]
    public void Views_share_memory_and_flatten_in_row_major_order()
    {
        var x = Tensor.Of<int>([1, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1, 4, 2, 5, 3, 6], x.T.ToArray<int>());
        Assert.Equal([1, 4, 2, 5, 3, 6], x.T.Reshape([6]).ToArray<int>());
        Assert.Same(x.View.Storage, x.T.View.Storage);
        Assert.Equal(new Shape([2, 2, 3]), x.Expand([2, 2, 3]).Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], x.Expand([2, 2, 3]).ToArray<int>());
    }

    [Fact]
    public void Arithmetic_broadcasts()
    {
        var column = Tensor.Of<float>([1, 2], [2, 1]);
        Assert.Equal([11f, 21f, 12f, 22f], (column + Tensor.Of(10f, 20f)).ToArray<float>());
        Assert.Equal([10f, 20f, 20f, 40f], (column * Tensor.Of(10f, 20f)).ToArray<float>());
        Assert.Equal(new Shape([0, 3]), (Tensor.Zeros([0, 1]) + Tensor.Zeros([3])).Shape);
    }

    [Fact]
    public void Errors_name_the_op_the_shapes_and_the_fix()
    {
        var a = Tensor.Zeros([2, 3]);
        var b = Tensor.Zeros([4, 5]);
        Assert.Equal("matmul: a (2, 3) × b (4, 5): a's last size 3 and b's second-last 4 differ. Transpose one with .T, or check the layer before.",
            Assert.Throws<ShapeException>(() => a.MatMul(b)).Message);
        Assert.StartsWith("add: shapes (2, 3) and (4, 5) do not broadcast", Assert.Throws<ShapeException>(() => a + b).Message);
        Assert.StartsWith("mul: operands have types F32 and I32", Assert.Throws<DTypeException>(() => a * Tensor.Of(1)).Message);
        Assert.StartsWith("sum: axis 2 does not exist in shape (2, 3). Use -2 to 1", Assert.Throws<RangeException>(() => a.Sum([2])).Message);
        Assert.StartsWith("reshape: shape (2, 3) has 6", Assert.Throws<ShapeException>(() => a.Reshape([5])).Message);
        Assert.Throws<ShapeException>(() => new Shape([int.MaxValue, int.MaxValue, int.MaxValue]));
        Assert.Throws<ShapeException>(() => new Shape([-1]));
        Assert.Throws<ShapeException>(() => new Shape(new int[9]));
    }

    [Fact]
    public void The_system_is_asked_for_more_than_it_has() =>
        Assert.Equal("memory: 4503599627370496 bytes were asked for, and the system has no more. Work on parts, or free memory.", Assert.Throws<NablaException>(() => (object)MemoryUse.Allocate(1L << 52)).Message);

    [Fact]
    public void Philox_matches_the_published_known_answer()
    {
        // Random123's kat_vectors: philox4x32-10, counter and key all zero.
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), new Philox(0, 0).Block(0));
    }
}
