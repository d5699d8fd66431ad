namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Spatial pyramid pooling: the maxima of n×n cells for each level n, side by side: (N, C, H, W) → (N, C·Σ n²).</summary>
    /// <remarks>
    /// He, Zhang, Ren and Sun 2014 ("Spatial pyramid pooling in deep convolutional networks for visual recognition"), section
    /// 2.2. The length does not depend on the image's size. Cells are those of <see cref="AdaptiveMaxPool2d"/>; each level's
    /// features stand in the order (C, n, n).
    /// </remarks>
    /// <param name="levels">n of each level, such as 1, 2, 4.</param>
    public Tensor SpatialPyramidPool2d(params ReadOnlySpan<int> levels)
    {
        CheckImage("spatial_pyramid_pool2d");
        if (levels.IsEmpty || levels.ContainsAnyInRange(int.MinValue, 0))
            throw new RangeException("spatial_pyramid_pool2d", $"levels ({string.Join(", ", levels.ToArray())}) were given. Name one or more, each of 1 or more cells a side.");
        var features = new Tensor[levels.Length];
        for (int i = 0; i < features.Length; i++)
            features[i] = AdaptiveMaxPool2d(levels[i], levels[i]).Flatten(1);
        return Concat(features, 1);
    }
}
