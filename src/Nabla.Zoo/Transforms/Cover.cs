namespace Nabla.Zoo;

/// <summary>Scales a picture, antialiased, until it just covers a size, and cuts out its middle: what a model sees of a photograph.</summary>
/// <param name="height">Rows to make.</param>
/// <param name="width">Columns to make.</param>
public sealed class Cover(int height, int width) : ImageTransform
{
    private readonly int height = Sizes.Positive("cover", height), width = Sizes.Positive("cover", width);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws) => To(image, height, width);

    /// <summary>Covers a size with a picture, which is enlarged where it is smaller.</summary>
    /// <exception cref="RangeException">The size is below 1.</exception>
    public static Raster To(Raster image, int height, int width)
    {
        Sizes.Positive("cover", Math.Min(height, width));
        double scale = Math.Max((double)height / image.Height, (double)width / image.Width);
        long tall = Math.Max(height, (long)Math.Round(image.Height * scale)), wide = Math.Max(width, (long)Math.Round(image.Width * scale));
        return Resize.Part(image, tall, wide, (tall - height) >> 1, (wide - width) >> 1, height, width);       // of a thin strip the whole has no room
    }
}
