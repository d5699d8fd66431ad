namespace Nabla.Nn;

/// <summary>Images enlarged by repeating pixels, (N, C, H, W) → (N, C, scale·H, scale·W).</summary>
/// <param name="scale">How often a row and a column stands.</param>
public sealed class UpsampleNearest2d(int scale) : Stateless
{
    private readonly int scale = LayerSizes.Size("upsample_nearest2d", "scale", scale);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        var (rows, columns) = LayerSizes.Scaled("upsample_nearest2d", scale, x.Shape);
        return x.UpsampleNearest2d(rows, columns);
    }
}

/// <summary>Images enlarged by linear interpolation along both axes, (N, C, H, W) → (N, C, scale·H, scale·W).</summary>
/// <param name="scale">Pixels for one along each axis.</param>
/// <param name="alignCorners">Whether the first and last pixels' centres stay where they are.</param>
public sealed class UpsampleBilinear2d(int scale, bool alignCorners = false) : Stateless
{
    private readonly int scale = LayerSizes.Size("upsample_bilinear2d", "scale", scale);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        var (rows, columns) = LayerSizes.Scaled("upsample_bilinear2d", scale, x.Shape);
        return x.UpsampleBilinear2d(rows, columns, alignCorners);
    }
}
