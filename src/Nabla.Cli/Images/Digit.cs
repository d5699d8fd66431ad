namespace Nabla.Cli;

/// <summary>Brings a picture of a handwritten digit into the form that MNIST has.</summary>
/// <remarks>
/// MNIST's own recipe (LeCun et al. 1998, section III-A): bright ink on black, the digit scaled into 20×20 with its
/// proportions kept, its centre of mass in the middle of 28×28.
/// </remarks>
internal static class Digit
{
    internal const int Side = 28;
    private const int Box = 20;
    private const double Middle = 14.5;                  // where MNIST's centres of mass are, to half a pixel

    /// <summary>28×28 values from 0 (paper) to 1 (ink), row-major.</summary>
    internal static float[] Prepare(GrayImage image, string name)
    {
        if (image is { Width: Side, Height: Side } && Border(image).All(p => p == 0) && image.Pixels.Any(p => p > 0))
            return image.Pixels;                        // one of MNIST's own
        var ink = Ink(image, name);
        var (left, top, right, bottom) = Bounds(ink);
        double scale = (double)Math.Max(right - left, bottom - top) / Box;       // picture pixels to one of ours
        var (cx, cy) = Centre(ink, left, top, right, bottom);
        var result = new float[Side * Side];
        for (int y = 0; y < Side; y++)
            for (int x = 0; x < Side; x++)
            {
                double x0 = cx + (x - Middle) * scale, y0 = cy + (y - Middle) * scale;
                result[y * Side + x] = (float)ink.Average(x0, y0, x0 + scale, y0 + scale);
            }

        return result;
    }

    // Distance from the paper's brightness, which is the border's median; the strongest ink counts as 1, faint noise as 0.
    private static GrayImage Ink(GrayImage image, string name)
    {
        const double noise = 0.1;
        float[] border = [.. Border(image)];
        Array.Sort(border);
        float paper = border[border.Length / 2];
        float sign = paper > 0.5f ? -1 : 1;
        float most = image.Pixels.Max(p => (p - paper) * sign);
        if (most < 0.1f)
            throw new DataException(name, "shows nothing: all of it has about the brightness of its border. Give a picture with one digit on plain paper.");
        return image with { Pixels = Array.ConvertAll(image.Pixels, p => (float)Math.Clamp(((p - paper) * sign / most - noise) / (1 - noise), 0, 1)) };
    }

    private static IEnumerable<float> Border(GrayImage image)
    {
        for (int y = 0; y < image.Height; y++)
            for (int x = 0; x < image.Width; x += y == 0 || y == image.Height - 1 ? 1 : Math.Max(1, image.Width - 1))
                yield return image[x, y];
    }

    private static (int Left, int Top, int Right, int Bottom) Bounds(GrayImage ink)
    {
        const float visible = 0.05f;
        int left = ink.Width, top = ink.Height, right = 0, bottom = 0;
        for (int y = 0; y < ink.Height; y++)
            for (int x = 0; x < ink.Width; x++)
                if (ink[x, y] > visible)
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        return (left, top, right, bottom);
    }

    private static (double X, double Y) Centre(GrayImage ink, int left, int top, int right, int bottom)
    {
        double sum = 0, sumX = 0, sumY = 0;
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++)
                (sum, sumX, sumY) = (sum + ink[x, y], sumX + ink[x, y] * (x + 0.5), sumY + ink[x, y] * (y + 0.5));
        return (sumX / sum, sumY / sum);
    }
}
