namespace Nabla.Zoo;

/// <summary>The changes of tone that RandAugment has, as PIL and torchvision define them, on pictures 0 … 1.</summary>
internal static class Tones
{
    /// <summary>Keeps the upper bits of the eight that a byte has.</summary>
    internal static Raster Posterize(Raster image, int bits)
    {
        int mask = 0xFF << 8 - bits;
        return image.Map(p => (Byte(p) & mask) / 255f);
    }

    /// <summary>Inverts what reaches the threshold.</summary>
    internal static Raster Solarize(Raster image, double threshold) => image.Map(p => p >= threshold ? 1 - p : p);

    /// <summary>Stretches each channel over 0 … 1; a channel of one value stays.</summary>
    internal static Raster AutoContrast(Raster image) => EachChannel(image, (from, to) =>
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        foreach (float p in from)
            (least, most) = (Math.Min(least, p), Math.Max(most, p));
        for (int i = 0; i < to.Length; i++)
            to[i] = most > least ? (from[i] - least) / (most - least) : from[i];
    });

    /// <summary>Spreads the histogram of each channel's 256 levels evenly.</summary>
    internal static Raster Equalize(Raster image) => EachChannel(image, (from, to) =>
    {
        var counts = new int[256];
        foreach (float p in from)
            counts[Byte(p)]++;
        int step = (from.Length - counts[Array.FindLastIndex(counts, c => c > 0)]) / 255, below = step / 2;
        var level = new float[256];
        for (int b = 0; b < 256; below += counts[b++])
            level[b] = step == 0 ? b / 255f : Math.Min(255, below / step) / 255f;
        for (int i = 0; i < to.Length; i++)
            to[i] = level[Byte(from[i])];
    });

    /// <summary>Away from a picture smoothed by (1 1 1, 1 5 1, 1 1 1)/13; the border stays.</summary>
    internal static Raster Sharpness(Raster image, double factor)
    {
        var result = new Raster(image.Channels, image.Height, image.Width, [.. image.Pixels]);
        for (int c = 0; c < image.Channels; c++)
            for (int y = 1; y < image.Height - 1; y++)
                for (int x = 1; x < image.Width - 1; x++)
                {
                    double sum = 4 * image[c, y, x];
                    for (int i = 0; i < 9; i++)
                        sum += image[c, y - 1 + i / 3, x - 1 + i % 3];
                    result[c, y, x] = Colours.Unit(factor * image[c, y, x] + (1 - factor) * sum / 13);
                }

        return result;
    }

    private static int Byte(float p) => (int)MathF.Round(Math.Clamp(p, 0, 1) * 255);

    private static Raster EachChannel(Raster image, Action<float[], Span<float>> make)
    {
        var result = new Raster(image.Channels, image.Height, image.Width);
        int size = image.Height * image.Width;
        for (int c = 0; c < image.Channels; c++)
            make(image.Pixels[(c * size)..((c + 1) * size)], result.Pixels.AsSpan(c * size, size));
        return result;
    }
}
