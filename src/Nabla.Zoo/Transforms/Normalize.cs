namespace Nabla.Zoo;

/// <summary>(x − mean) / deviation, for each channel its own.</summary>
public sealed class Normalize : ImageTransform
{
    private readonly float[] means, deviations;

    /// <summary>By given means and deviations, one a channel.</summary>
    /// <exception cref="RangeException">There are not equally many, or a deviation is not above 0.</exception>
    public Normalize(float[] means, float[] deviations)
    {
        if (means.Length != deviations.Length || deviations.Any(d => !(d > 0)))
            throw new RangeException("normalize", $"{means.Length} means and deviations {string.Join(", ", deviations)} are given. Give one of each a channel, deviations above 0.");
        (this.means, this.deviations) = (means, deviations);
    }

    /// <summary>By the statistics of ImageNet's training images, which torchvision's weights expect.</summary>
    public static Normalize ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The picture has another number of channels.</exception>
    public override Raster Apply(Raster image, Draws draws)
    {
        if (image.Channels != means.Length)
            throw new ShapeException("normalize", $"a picture of {image.Channels} channels was found, {means.Length} means are given. Give one a channel.");
        var result = new Raster(image.Channels, image.Height, image.Width);
        int size = image.Height * image.Width;
        for (int i = 0; i < result.Pixels.Length; i++)
            result.Pixels[i] = (image.Pixels[i] - means[i / size]) / deviations[i / size];
        return result;
    }
}
