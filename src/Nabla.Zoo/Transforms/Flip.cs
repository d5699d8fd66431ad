namespace Nabla.Zoo;

/// <summary>Left becomes right with probability ½, unless another is given.</summary>
/// <param name="p">How likely.</param>
public sealed class RandomHorizontalFlip(double p = 0.5) : ImageTransform
{
    private readonly double p = Sizes.Probability("random_horizontal_flip", p);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws) => draws.Coin(p) ? Mirror(image) : image;

    /// <summary>Left becomes right.</summary>
    public static Raster Mirror(Raster image)
    {
        var flipped = new Raster(image.Channels, image.Height, image.Width, [.. image.Pixels]);
        for (int c = 0; c < image.Channels; c++)
            for (int y = 0; y < image.Height; y++)
                flipped.Row(c, y).Reverse();
        return flipped;
    }
}
