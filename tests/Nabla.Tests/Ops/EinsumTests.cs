namespace Nabla.Tests.Ops;

/// <summary>Errors of einsum, diagonal, embedding and adaptive pooling; their values are rows of the op table.</summary>
public class EinsumTests
{
    private static readonly Tensor A = Tensor.Zeros([2, 3]), B = Tensor.Zeros([3, 4]);

    [Theory]
    [InlineData("ij,jk", "\"ij,jk\" has no output. Write it after ->, as in ij,jk->ik.")]
    [InlineData("ij->i", "\"ij->i\" names 1 operands, 2 were given. Name each between commas.")]
    [InlineData("ij,j->i", "\"ij,j->i\" names 1 axes of operand 1, but its shape is (3, 4). Give a letter for each axis, or an ellipsis for the rest.")]
    [InlineData("ij,ik->jk", "\"ij,ik->jk\" gives axis i size 2 in operand 0 and 3 in operand 1 of shape (3, 4). Sizes under one letter agree.")]
    [InlineData("ij,jk->iz", "\"ij,jk->iz\" has z in its output, which no operand has. Name only axes that exist.")]
    [InlineData("ij,jk->ii", "\"ij,jk->ii\" has i twice in its output. Name each axis once.")]
    [InlineData("i?,jk->i", "\"i?,jk->i\" has '?', which is no letter. Name axes by letters, and by ... all that are left.")]
    [InlineData("...,jk->j", "\"...,jk->j\" has an ellipsis among its operands only. Repeat it in the output.")]
    public void Equations_that_do_not_fit(string equation, string message) =>
        Assert.Equal($"einsum: {message}", Assert.Throws<ShapeException>(() => Tensor.Einsum(equation, A, B)).Message);

    [Fact]
    public void Other_errors_say_what_fits()
    {
        Assert.Equal("einsum: operand 1 of shape (3, 4) is F64, operand 0 F32; all F32 or all F64 was expected. Convert with To.",
            Assert.Throws<DTypeException>(() => Tensor.Einsum("ij,jk->ik", A, B.To(DType.F64))).Message);
        Assert.Equal("einsum: no operands were given. Give at least one.", Assert.Throws<ShapeException>(() => Tensor.Einsum("->")).Message);
        Assert.Equal("diagonal: axis 1 of shape (2, 3) was named twice. Name two axes.", Assert.Throws<RangeException>(() => A.Diagonal(1, -1)).Message);
        Assert.Equal("embedding: the table has shape (3); (V, D), one row for each word, was expected. Reshape it.",
            Assert.Throws<ShapeException>(() => Tensor.Zeros([3]).Embedding(Tensor.Of(0))).Message);
        Assert.Equal("embedding: index 2 at (1) is outside 0 … 1, the positions of axis 0 in shape (2, 3). Check the index.",
            Assert.Throws<RangeException>(() => A.Embedding(Tensor.Of(0, 2))).Message);
        Assert.Equal("embedding: padding index 2 is outside the 2 rows of table (2, 3). Use -2 to 1.",
            Assert.Throws<RangeException>(() => A.Embedding(Tensor.Of(0), 2)).Message);
        Assert.Equal("embedding: the table is I64, F32 or F64 was expected. Convert with To(DType.F32), or use IndexSelect.",
            Assert.Throws<DTypeException>(() => A.To(DType.I64).Embedding(Tensor.Of(0))).Message);
        Assert.Equal("adaptive_avg_pool2d: a grid of 0×2 cells was asked for. Use 1 or more each.",
            Assert.Throws<RangeException>(() => Tensor.Zeros([1, 1, 4, 4]).AdaptiveAvgPool2d(0, 2)).Message);
        Assert.Equal("adaptive_max_pool2d: the image (1, 1, 0, 4) has no pixels. Check the layers before.",
            Assert.Throws<ShapeException>(() => Tensor.Zeros([1, 1, 0, 4]).AdaptiveMaxPool2d(1, 1)).Message);
        Assert.Equal("global_max_pool2d: input (2, 3) needs four dimensions, (N, C, H, W). Add a batch dimension with Reshape.",
            Assert.Throws<ShapeException>(() => A.GlobalMaxPool2d()).Message);
    }
}
