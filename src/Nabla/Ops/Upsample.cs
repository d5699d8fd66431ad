namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Images of another size by the nearest pixel, (N, C, H, W) → (N, C, rows, columns): output i shows input ⌊i·H/rows⌋, as PyTorch's <c>nearest</c>.</summary>
    /// <param name="rows">H'.</param>
    /// <param name="columns">W'.</param>
    public Tensor UpsampleNearest2d(int rows, int columns)
    {
        CheckSampling("upsample_nearest2d", rows, columns);
        return IndexSelect(2, Nearest(Shape[2], rows)).IndexSelect(3, Nearest(Shape[3], columns));

        static Tensor Nearest(int size, int outputs) => Of<long>([.. Enumerable.Range(0, outputs).Select(i => (long)i * size / outputs)]);
    }

    /// <summary>Images of another size by linear interpolation between pixels along both axes, (N, C, H, W) → (N, C, rows, columns).</summary>
    /// <remarks>
    /// Output i lies at (i + ½)·H/rows − ½ of the input, not below 0; with aligned corners at i·(H − 1)/(rows − 1). As PyTorch's
    /// <c>bilinear</c> without antialiasing. Computed as R·x·Cᵀ with two sparse matrices of weights.
    /// </remarks>
    /// <param name="rows">H'.</param>
    /// <param name="columns">W'.</param>
    /// <param name="alignCorners">Whether the first and last pixels' centres stay where they are.</param>
    public Tensor UpsampleBilinear2d(int rows, int columns, bool alignCorners = false)
    {
        CheckSampling("upsample_bilinear2d", rows, columns);
        var across = Reshape(-1, Shape[3]).MatMul(Weights(Shape[3], columns).T);
        return Weights(Shape[2], rows).MatMul(across.Reshape(Shape.With(3, columns)));

        // (outputs, size): each row has the shares of two neighbours.
        Tensor Weights(int size, int outputs)
        {
            var w = new double[outputs, size];
            for (int i = 0; i < outputs; i++)
            {
                double at = alignCorners ? (outputs == 1 ? 0 : i * (size - 1.0) / (outputs - 1)) : Math.Max(0, (i + 0.5) * size / outputs - 0.5);
                int from = Math.Min((int)at, size - 1), to = Math.Min(from + 1, size - 1);
                w[i, from] += 1 - (at - from);
                w[i, to] += at - from;
            }

            return Of(w).To(DType);
        }
    }

    private void CheckSampling(string op, int rows, int columns)
    {
        CheckImage(op);
        if (rows < 1 || columns < 1)
            throw new RangeException(op, $"images of {rows}×{columns} pixels were asked for. Use 1 or more each.");
        if (Shape.Count == 0)
            throw new ShapeException(op, $"the images {Shape} have no pixels. Check the layers before.");
    }
}
