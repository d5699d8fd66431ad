using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>A picture of one channel: 0 black, 1 white, row-major.</summary>
internal sealed record GrayImage(int Width, int Height, float[] Pixels)
{
    internal static GrayImage Read(string path) => Of(ImageFile.ReadGrey(path));

    internal static GrayImage Read(byte[] bytes, string name) => Of(ImageFile.ReadGrey(bytes, name));

    private static GrayImage Of(Raster image) => new(image.Width, image.Height, image.Pixels);

    internal float this[int x, int y] => Pixels[y * Width + x];

    /// <summary>The average of the rectangle from (x0, y0) to (x1, y1), whose edges may cut through pixels; outside is 0.</summary>
    internal double Average(double x0, double y0, double x1, double y1)
    {
        double sum = 0;
        for (int y = Math.Max(0, (int)Math.Floor(y0)); y < Math.Min(Height, y1); y++)
        {
            double tall = Math.Min(y + 1, y1) - Math.Max(y, y0);
            for (int x = Math.Max(0, (int)Math.Floor(x0)); x < Math.Min(Width, x1); x++)
                sum += tall * (Math.Min(x + 1, x1) - Math.Max(x, x0)) * this[x, y];
        }

        return sum / ((x1 - x0) * (y1 - y0));
    }
}
