namespace Nabla.Zoo;

/// <summary>The middle of a picture; where that is smaller, zeros stand around it.</summary>
/// <param name="height">Rows to keep.</param>
/// <param name="width">Columns to keep.</param>
public sealed class CentreCrop(int height, int width) : ImageTransform
{
    private readonly int height = Sizes.Positive("centre_crop", height), width = Sizes.Positive("centre_crop", width);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws) =>
        image.Cut((image.Height - height) >> 1, (image.Width - width) >> 1, height, width);
}

/// <summary>A random part of a picture that zeros were put around. He et al. 2016, section 4.2: 32×32 after a padding of 4.</summary>
/// <param name="height">Rows to keep.</param>
/// <param name="width">Columns to keep.</param>
/// <param name="padding">Zeros on each side.</param>
public sealed class RandomCrop(int height, int width, int padding = 0) : ImageTransform
{
    private readonly int height = Sizes.Positive("random_crop", height), width = Sizes.Positive("random_crop", width), padding = Sizes.NotNegative("random_crop", "pixels", padding);

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The picture with its padding is smaller than the part.</exception>
    public override Raster Apply(Raster image, Draws draws)
    {
        int down = image.Height + 2 * padding - height, right = image.Width + 2 * padding - width;
        if (down < 0 || right < 0)
            throw new ShapeException("random_crop", $"a picture of {image.Height}×{image.Width} with a padding of {padding} is smaller than {height}×{width}. Use more padding, or resize first.");
        return image.Cut(draws.Below(down + 1) - padding, draws.Below(right + 1) - padding, height, width);
    }
}

/// <summary>A random part of random size and proportions, brought to one size. Szegedy et al. 2015, section 6: 8 to 100 % of the area, 3:4 to 4:3.</summary>
/// <param name="height">Rows to make.</param>
/// <param name="width">Columns to make.</param>
/// <param name="leastArea">The smallest part of the area, above 0 to 1.</param>
/// <param name="resampling">The filter.</param>
public sealed class RandomResizedCrop(int height, int width, double leastArea = 0.08, Resampling resampling = Resampling.Bilinear) : ImageTransform
{
    private const double MostAspect = 4.0 / 3;
    private const int Tries = 10;

    private readonly int height = Sizes.Positive("random_resized_crop", height), width = Sizes.Positive("random_resized_crop", width);
    private readonly double leastArea = leastArea is > 0 and <= 1 ? leastArea : throw new RangeException("random_resized_crop", $"a part {leastArea} of the area is given. Use more than 0, up to 1.");

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        var (top, left, h, w) = Part(image, draws);
        return Resize.To(image.Cut(top, left, h, w), height, width, resampling);
    }

    // After ten parts that do not fit, the largest middle one whose proportions are allowed: torchvision's rule.
    private (int Top, int Left, int Height, int Width) Part(Raster image, Draws draws)
    {
        for (int i = 0; i < Tries; i++)
        {
            double area = (double)image.Height * image.Width * draws.Uniform(leastArea, 1);
            double aspect = Math.Exp(draws.Uniform(-Math.Log(MostAspect), Math.Log(MostAspect)));
            int w = (int)Math.Round(Math.Sqrt(area * aspect)), h = (int)Math.Round(Math.Sqrt(area / aspect));
            if (w >= 1 && h >= 1 && w <= image.Width && h <= image.Height)
                return (draws.Below(image.Height - h + 1), draws.Below(image.Width - w + 1), h, w);
        }

        int tall = Math.Min(image.Height, (int)Math.Round(image.Width * MostAspect)), wide = Math.Min(image.Width, (int)Math.Round(image.Height * MostAspect));
        return ((image.Height - tall) / 2, (image.Width - wide) / 2, tall, wide);
    }
}
