namespace Nabla.Zoo;

/// <summary>Changes of colour, each by a factor: 1 leaves the picture as it is. Results are clamped to 0 … 1. As torchvision's.</summary>
internal static class Colours
{
    internal static Raster Brightness(Raster image, double factor) => image.Map(p => Unit(factor * p));

    /// <summary>Away from the mean of the luma.</summary>
    internal static Raster Contrast(Raster image, double factor)
    {
        double mean = 0;
        for (int i = 0; i < image.Height * image.Width; i++)
            mean += Luma(image, i);
        mean /= image.Height * image.Width;
        return image.Map(p => Unit(factor * p + (1 - factor) * mean));
    }

    /// <summary>Away from the grey picture; one channel stays as it is.</summary>
    internal static Raster Saturation(Raster image, double factor)
    {
        if (image.Channels != 3)
            return image;
        var result = new Raster(image.Channels, image.Height, image.Width);
        int size = image.Height * image.Width;
        for (int i = 0; i < result.Pixels.Length; i++)
            result.Pixels[i] = Unit(factor * image.Pixels[i] + (1 - factor) * Luma(image, i % size));
        return result;
    }

    /// <summary>Turns the hue by a part of the circle of colours; one channel stays as it is.</summary>
    internal static Raster Hue(Raster image, double turn)
    {
        if (image.Channels != 3)
            return image;
        var result = new Raster(image.Channels, image.Height, image.Width);
        int size = image.Height * image.Width;
        float[] from = image.Pixels, to = result.Pixels;
        for (int i = 0; i < size; i++)
            (to[i], to[size + i], to[2 * size + i]) = Turn(from[i], from[size + i], from[2 * size + i], turn);
        return result;
    }

    /// <summary>ITU-R BT.601.</summary>
    internal static double Luma(Raster image, int i)
    {
        int size = image.Height * image.Width;
        return image.Channels == 3 ? 0.299 * image.Pixels[i] + 0.587 * image.Pixels[size + i] + 0.114 * image.Pixels[2 * size + i] : image.Pixels[i];
    }

    internal static float Unit(double value) => (float)Math.Clamp(value, 0, 1);

    // To hue, saturation and value, and back (Smith 1978).
    private static (float, float, float) Turn(double r, double g, double b, double turn)
    {
        double most = Math.Max(r, Math.Max(g, b)), range = most - Math.Min(r, Math.Min(g, b));
        if (range == 0)
            return ((float)r, (float)g, (float)b);
        double hue = most == r ? (g - b) / range : most == g ? 2 + (b - r) / range : 4 + (r - g) / range;
        hue += 6 * turn;
        return (Channel(5), Channel(3), Channel(1));

        float Channel(int n)
        {
            double k = (n + hue) % 6;
            k = k < 0 ? k + 6 : k;
            return Unit(most - range * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
    }
}
