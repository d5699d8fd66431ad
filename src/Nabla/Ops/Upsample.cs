namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Images of another size by the nearest pixel, (N, C, H, W) → (N, C, rows, columns): output i shows input ⌊i·H/rows⌋, as PyTorch's <c>nearest</c>.</summary>
    /// <param name="rows">H'.</param>
    /// <param name="columns">W'.</param>
    public Tensor UpsampleNearest2d(int rows, int columns)
    {
        const string Op = "upsample_nearest2d";
        CheckSampling(Op, rows, columns);
        return Sampled(rows, columns, Nearest);

        static Tensor Nearest(Tensor x, int axis, int outputs)
        {
            var from = Room<long>(Op, outputs);
            for (int i = 0; i < outputs; i++)
                from[i] = (long)i * x.Shape[axis] / outputs;
            return x.Gathered(Op, axis, x.AlongAxis(Of(from), axis));
        }
    }

    /// <summary>Images of another size by linear interpolation between pixels along both axes, (N, C, H, W) → (N, C, rows, columns).</summary>
    /// <remarks>
    /// Output i lies at (i + ½)·H/rows − ½ of the input, not below 0; with aligned corners at i·(H − 1)/(rows − 1). As PyTorch's
    /// <c>bilinear</c> without antialiasing. Along each axis y = a·(1 − t) + b·t, a and b the pixels before and behind.
    /// </remarks>
    /// <param name="rows">H'.</param>
    /// <param name="columns">W'.</param>
    /// <param name="alignCorners">Whether the first and last pixels' centres stay where they are.</param>
    public Tensor UpsampleBilinear2d(int rows, int columns, bool alignCorners = false)
    {
        const string Op = "upsample_bilinear2d";
        CheckSampling(Op, rows, columns);
        return Sampled(rows, columns, Blended);

        Tensor Blended(Tensor x, int axis, int outputs)
        {
            int size = x.Shape[axis];
            if (outputs == size)
                return x;
            long[] before = Room<long>(Op, outputs), behind = Room<long>(Op, outputs);
            double[] share = Room<double>(Op, outputs), rest = Room<double>(Op, outputs);
            for (int i = 0; i < outputs; i++)
                (before[i], behind[i], share[i], rest[i]) = Neighbours(i, size, outputs, alignCorners);
            Shape shape = axis == 3 ? [outputs] : [outputs, 1];
            return Share(before, rest) + Share(behind, share);

            Tensor Share(long[] pixels, double[] of) => x.Gathered(Op, axis, x.AlongAxis(Of(pixels), axis)) * Of(of).To(x.DType).Reshape(shape);
        }
    }

    // The two pixels that output i lies between, and the shares of the second and of the first. In whole numbers, so that what
    // lies on a pixel sees it alone: as both neighbours in equal shares, where 0·∞ would be NaN.
    private static (long Before, long Behind, double Share, double Other) Neighbours(int i, int size, int outputs, bool alignCorners)
    {
        long parts = alignCorners ? Math.Max(1, outputs - 1L) : 2L * outputs;
        long at = alignCorners ? i * (size - 1L) : Math.Max(0, (2L * i + 1) * size - outputs);          // below 2^63
        long before = Math.Min(at / parts, size - 1), over = at % parts;
        return before == size - 1 || over == 0 ? (before, before, 0.5, 0.5)
            : (before, before + 1, (double)over / parts, (double)(parts - over) / parts);
    }

    // First the axis that leaves less, so that what lies between takes no more than the larger of input and output.
    private Tensor Sampled(int rows, int columns, Func<Tensor, int, int, Tensor> along) =>
        (long)rows * Shape[3] <= (long)Shape[2] * columns ? along(along(this, 2, rows), 3, columns) : along(along(this, 3, columns), 2, rows);

    private void CheckSampling(string op, int rows, int columns)
    {
        CheckImage(op);
        if (rows < 1 || columns < 1)
            throw new RangeException(op, $"images of {rows}×{columns} pixels were asked for. Use 1 or more each.");
        if (Shape.Count == 0)
            throw new ShapeException(op, $"the images {Shape} have no pixels. Check the layers before.");
        if ((Int128)Shape[0] * Shape[1] * rows * columns > BufferPool.MaxBytes / DType.Size())
            throw new ShapeException(op, $"{Shape[0]}×{Shape[1]} images of {rows}×{columns} pixels in {DType} take more memory than this process can have. Check the sizes, or work on parts.");
    }
}
