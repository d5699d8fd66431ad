namespace Nabla.Zoo;

/// <summary>Brightness, contrast, saturation and hue, each by a random amount and in random order.</summary>
/// <remarks>A strength s gives a factor uniform in [max(0, 1 − s), 1 + s); the hue turns by a part of the circle, uniform in [−hue, hue). As torchvision's.</remarks>
/// <param name="brightness">From 0.</param>
/// <param name="contrast">From 0.</param>
/// <param name="saturation">From 0.</param>
/// <param name="hue">0 to ½.</param>
public sealed class ColourJitter(double brightness = 0, double contrast = 0, double saturation = 0, double hue = 0) : ImageTransform
{
    private readonly double brightness = Sizes.AtLeast("colour_jitter", "brightness", brightness), contrast = Sizes.AtLeast("colour_jitter", "contrast", contrast),
        saturation = Sizes.AtLeast("colour_jitter", "saturation", saturation),
        hue = hue is >= 0 and <= 0.5 ? hue : throw new RangeException("colour_jitter", $"hue {hue} is given. Use 0 to 0.5, parts of the circle.");

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        Span<int> order = [0, 1, 2, 3];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = draws.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        foreach (int step in order)
            image = step switch
            {
                0 => brightness == 0 ? image : Colours.Brightness(image, Factor(brightness, draws)),
                1 => contrast == 0 ? image : Colours.Contrast(image, Factor(contrast, draws)),
                2 => saturation == 0 ? image : Colours.Saturation(image, Factor(saturation, draws)),
                _ => hue == 0 ? image : Colours.Hue(image, draws.Uniform(-hue, hue)),
            };
        return image;
    }

    private static double Factor(double strength, Draws draws) => draws.Uniform(Math.Max(0, 1 - strength), 1 + strength);
}
