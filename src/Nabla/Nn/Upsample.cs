namespace Nabla.Nn;

/// <summary>Images enlarged by repeating pixels, (N, C, H, W) → (N, C, scale·H, scale·W).</summary>
/// <param name="scale">How often a row and a column stands.</param>
public sealed class UpsampleNearest2d(int scale) : Stateless
{
    private readonly int scale = LayerSizes.Size("upsample_nearest2d", "scale", scale);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Shape.Rank == 4 ? x.UpsampleNearest2d(checked(scale * x.Shape[2]), checked(scale * x.Shape[3])) : x.UpsampleNearest2d(1, 1);
}

/// <summary>Images enlarged by linear interpolation along both axes, (N, C, H, W) → (N, C, scale·H, scale·W).</summary>
/// <param name="scale">Pixels for one along each axis.</param>
/// <param name="alignCorners">Whether the first and last pixels' centres stay where they are.</param>
public sealed class UpsampleBilinear2d(int scale, bool alignCorners = false) : Stateless
{
    private readonly int scale = LayerSizes.Size("upsample_bilinear2d", "scale", scale);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Shape.Rank == 4 ? x.UpsampleBilinear2d(checked(scale * x.Shape[2]), checked(scale * x.Shape[3]), alignCorners) : x.UpsampleBilinear2d(1, 1);
}
