using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Lays a map over a picture: blue where it is low, over green and yellow to red where it is highest.</summary>
internal static class Heat
{
    private const float Share = 0.5f;

    /// <summary>Half the picture, half the map's colours; the picture alone where the map is 0 everywhere.</summary>
    /// <param name="picture">(3, H, W).</param>
    /// <param name="map">Rows of numbers from 0.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    internal static Raster Over(Raster picture, float[] map, int height, int width)
    {
        float most = map.Max();
        if (!(most > 0))
            return picture;
        var heat = Resize.To(new(1, height, width, Array.ConvertAll(map, m => m / most)), picture.Height, picture.Width);
        var result = new Raster(3, picture.Height, picture.Width);
        int size = picture.Height * picture.Width;
        for (int i = 0; i < result.Pixels.Length; i++)
            result.Pixels[i] = (1 - Share) * picture.Pixels[i] + Share * Colour(heat.Pixels[i % size], channel: i / size);
        return result;
    }

    // "Jet": each channel a trapezium, red highest at ¾, green at ½, blue at ¼.
    private static float Colour(float heat, int channel) => Math.Clamp(1.5f - Math.Abs(4 * heat - (3 - channel)), 0, 1);
}
