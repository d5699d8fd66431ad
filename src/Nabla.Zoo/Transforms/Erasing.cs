namespace Nabla.Zoo;

/// <summary>Fills a random rectangle with zeros. Zhong et al. 2020: 2 to 33 % of the area, sides 3:10 to 10:3.</summary>
/// <param name="p">How likely.</param>
public sealed class RandomErasing(double p = 0.5) : ImageTransform
{
    private const double Least = 0.02, Most = 0.33, MostAspect = 10.0 / 3;
    private const int Tries = 10;

    private readonly double p = Sizes.Probability("random_erasing", p);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        if (!draws.Coin(p))
            return image;
        for (int i = 0; i < Tries; i++)
        {
            double area = (double)image.Height * image.Width * draws.Uniform(Least, Most);
            double aspect = Math.Exp(draws.Uniform(-Math.Log(MostAspect), Math.Log(MostAspect)));
            int h = (int)Math.Round(Math.Sqrt(area * aspect)), w = (int)Math.Round(Math.Sqrt(area / aspect));
            if (h < 1 || w < 1 || h >= image.Height || w >= image.Width)
                continue;
            int top = draws.Below(image.Height - h + 1), left = draws.Below(image.Width - w + 1);
            var erased = new Raster(image.Channels, image.Height, image.Width, [.. image.Pixels]);
            for (int c = 0; c < image.Channels; c++)
                for (int y = top; y < top + h; y++)
                    erased.Row(c, y).Slice(left, w).Clear();
            return erased;
        }

        return image;
    }
}
