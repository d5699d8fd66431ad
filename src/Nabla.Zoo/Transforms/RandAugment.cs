namespace Nabla.Zoo;

/// <summary>Some of fourteen changes, drawn anew for each picture, all of one strength. Cubuk et al. 2020, for pictures 0 … 1.</summary>
/// <remarks>
/// Ranges are torchvision's: shear ±0.3, translation ±150/331 of the side, rotation ±30°, brightness, colour, contrast and sharpness 1 ± 0.9,
/// posterize to 8 … 4 bits, solarize from 1 … 0, each times strength / 30; signs are random.
/// </remarks>
/// <param name="count">Changes to a picture: the paper's N.</param>
/// <param name="strength">0 to 30: the paper's M.</param>
public sealed class RandAugment(int count = 2, double strength = 9) : ImageTransform
{
    private const int Changes = 14;
    private const double MostStrength = 30;

    private readonly int count = Sizes.NotNegative("rand_augment", "changes", count);
    private readonly double part = strength is >= 0 and <= MostStrength ? strength / MostStrength
        : throw new RangeException("rand_augment", $"strength {strength} is given. Use 0 to {MostStrength}.");

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        for (int i = 0; i < count; i++)
            image = Change(image, draws.Below(Changes), draws.Coin(0.5) ? part : -part);
        return image;
    }

    /// <summary>Change <paramref name="which"/> by ±1 at most; those of one direction take the amount without its sign.</summary>
    internal static Raster Change(Raster image, int which, double amount)
    {
        double strong = Math.Abs(amount);
        return which switch
        {
            0 => image,
            1 => Affine.Warp(image, [1, 0.3 * amount, 0, 1], 0, 0),
            2 => Affine.Warp(image, [1, 0, 0.3 * amount, 1], 0, 0),
            3 => Affine.Warp(image, [1, 0, 0, 1], Math.Truncate(150.0 / 331 * image.Width * amount), 0),
            4 => Affine.Warp(image, [1, 0, 0, 1], 0, Math.Truncate(150.0 / 331 * image.Height * amount)),
            5 => RandomRotation.Turn(image, 30 * amount),
            6 => Colours.Brightness(image, 1 + 0.9 * amount),
            7 => Colours.Saturation(image, 1 + 0.9 * amount),
            8 => Colours.Contrast(image, 1 + 0.9 * amount),
            9 => Tones.Sharpness(image, 1 + 0.9 * amount),
            10 => Tones.Posterize(image, 8 - (int)Math.Round(4 * strong)),
            11 => Tones.Solarize(image, 1 - strong),
            12 => Tones.AutoContrast(image),
            _ => Tones.Equalize(image),
        };
    }
}
