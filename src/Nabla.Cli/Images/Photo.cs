using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Brings a photograph to the size that a model sees.</summary>
internal static class Photo
{
    private static readonly Draws s_none = new(default);

    /// <summary>Scaled, antialiased, until it just covers the size, and cut to its middle.</summary>
    internal static Raster Prepare(Raster photo, int height, int width)
    {
        double scale = Math.Max((double)height / photo.Height, (double)width / photo.Width);
        int tall = Math.Max(height, (int)Math.Round(photo.Height * scale)), wide = Math.Max(width, (int)Math.Round(photo.Width * scale));
        return new CentreCrop(height, width).Apply(Resize.To(photo, tall, wide), s_none);
    }
}
