namespace Nabla.Zoo;

/// <summary>Mean and deviation of the pixels 0 … 1 of each channel, to bring them to mean 0 and variance 1.</summary>
/// <param name="Mean">One a channel.</param>
/// <param name="Deviation">One a channel, above 0.</param>
public sealed record ChannelStatistics(double[] Mean, double[] Deviation)
{
    /// <summary>Of ImageNet's training images, which torchvision's weights expect, but for those that <see cref="Half"/> names.</summary>
    public static ChannelStatistics ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>(x − ½) / ½, pixels from −1 to 1: what torchvision's weights of GoogLeNet and Inception-v3, which come from TensorFlow, expect.</summary>
    /// <remarks>Its <c>transform_input</c>, true with these weights, turns images normalized by <see cref="ImageNet"/> into such.</remarks>
    public static ChannelStatistics Half { get; } = new([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);

    /// <summary>Of all pixels of a data set; a channel of one value has the deviation of a byte's step, 1/255.</summary>
    public static ChannelStatistics Of(ImageDataset images)
    {
        int size = images.Height * images.Width;
        var (sum, squares) = (new long[images.Channels], new long[images.Channels]);                    // exact, in whatever order
        for (int i = 0; i < images.Count; i++)
        {
            var pixels = images.Pixels(i);
            for (int j = 0; j < pixels.Length; j++)
            {
                sum[j / size] += pixels[j];
                squares[j / size] += pixels[j] * pixels[j];
            }
        }

        double n = Math.Max(1, (double)images.Count * size);
        double[] mean = Array.ConvertAll(sum, s => s / n);
        return new(Array.ConvertAll(mean, m => m / 255), [.. squares.Select((s, c) => Math.Sqrt(Math.Max(1, s / n - mean[c] * mean[c])) / 255)]);
    }

    /// <summary>(x − mean) / deviation of images (N, C, H, W).</summary>
    /// <exception cref="ShapeException">The images have another number of channels.</exception>
    public Tensor Normalize(Tensor images) =>
        images.Shape.Rank != 4 || images.Shape[1] != Mean.Length ? throw new ShapeException("normalize", $"images {images.Shape}: (N, {Mean.Length}, H, W) was expected, of as many channels as there are means.")
        : (images - PerChannel(Mean, images.DType)) / PerChannel(Deviation, images.DType);

    private static Tensor PerChannel(double[] values, DType type) => Tensor.Of<double>(values, [values.Length, 1, 1]).To(type);
}
