namespace Nabla.Zoo;

/// <summary>What image models do to their input.</summary>
internal static class Images
{
    /// <summary>Colour images that are large enough for the windows through which they pass, or an error that names the model.</summary>
    internal static void Check(string model, in Shape images, params ReadOnlySpan<(string Layer, Window Window)> windows)
    {
        if (images.Rank != 4 || images[1] != 3)
            throw new ShapeException(model, $"images {images}: (N, 3, H, W) was expected. Repeat the channel of grey ones, or Unsqueeze a lone one.");
        CheckSize(model, images, windows);
    }

    /// <summary>Images of any channels that are large enough for the windows through which they pass.</summary>
    internal static void CheckSize(string model, in Shape images, params ReadOnlySpan<(string Layer, Window Window)> windows)
    {
        if (ImageSizes.Last(windows, images[2], images[3]) is { } layer)
        {
            var (h, w) = ImageSizes.Smallest(windows);
            throw new ShapeException(model, $"images {images}: at least {h}×{w} pixels were expected, or {layer} would leave none. Enlarge them.");
        }
    }

    /// <summary>Pixels 0 … 1 to about mean 0 and variance 1, by the statistics of ImageNet's training images.</summary>
    internal static Tensor Normalize(Tensor x) => (x - PerChannel(x, 0.485, 0.456, 0.406)) / PerChannel(x, 0.229, 0.224, 0.225);

    private static Tensor PerChannel(Tensor x, params double[] values) => Tensor.Of<double>(values, [3, 1, 1]).To(x.DType);
}
