namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The batched matrix product C = A·B.</summary>
    /// <remarks>(…, M, K) × (…, K, N) → (…, M, N); leading dimensions broadcast. dA = dC·Bᵀ, dB = Aᵀ·dC, summed over broadcast batches.</remarks>
    public Tensor MatMul(Tensor b)
    {
        CheckGiven("matmul", "b", b);
        if (DType != b.DType || !DType.IsFloat())
            throw new DTypeException("matmul", $"a {Shape} is {DType}, b {b.Shape} is {b.DType}; both must be F32 or both F64. Convert with To.");
        if (Shape.Rank < 2 || b.Shape.Rank < 2)
            throw new ShapeException("matmul", $"a {Shape} × b {b.Shape}: both need two dimensions or more. Reshape vectors to one row or column.");
        if (Shape[^1] != b.Shape[^2])
            throw new ShapeException("matmul", $"a {Shape} × b {b.Shape}: a's last size {Shape[^1]} and b's second-last {b.Shape[^2]} differ. Transpose one with .T, or check the layer before.");
        Span<int> sizes = stackalloc int[Math.Max(Shape.Rank, b.Shape.Rank)];
        Shape.Broadcast("matmul", Lead(Shape), Lead(b.Shape)).CopyTo(sizes);
        var c = Result(Over(sizes, Shape[^2], b.Shape[^1]), DType, "matmul");
        c.Backend.MatMul(View.Expand(Over(sizes, Shape[^2], Shape[^1])), b.View.Expand(Over(sizes, b.Shape[^2], b.Shape[^1])), c.View);
        return Records(this, b) ? c.From(new MatMulNode(this, b)) : c;
    }

    // All dimensions but the last two.
    private static Shape Lead(in Shape shape)
    {
        Span<int> sizes = stackalloc int[shape.Rank];
        shape.CopyTo(sizes);
        return new(sizes[..^2]);
    }

    private static Shape Over(Span<int> batch, int rows, int columns)
    {
        (batch[^2], batch[^1]) = (rows, columns);
        return new(batch);
    }
}

internal sealed class MatMulNode(Tensor a, Tensor b) : Node(a, b)
{
    public override string Name => "matmul";

    public override long MultiplyAdds => Output!.Shape.Count * Inputs[0]!.Shape[^1];

    protected internal override void Backward(Tensor dc)
    {
        if (Wants(0))
            Give(0, dc.MatMul(Saved(1).T).SumTo(Inputs[0]!.Shape));
        if (Wants(1))
            Give(1, Saved(0).T.MatMul(dc).SumTo(Inputs[1]!.Shape));
    }
}
