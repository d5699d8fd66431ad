using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli.Tests;

/// <summary>Writes pictures for tests.</summary>
internal static class Pictures
{
    /// <summary>As PNG, its folder made.</summary>
    internal static void Save(string path, Raster image)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        int size = image.Height * image.Width;
        byte[] pixels = [.. Enumerable.Range(0, 3 * size).Select(i => (byte)MathF.Round(255 * image.Pixels[i % 3 * size + i / 3]))];
        using var file = File.Create(path);
        new ImageWriter().WritePng(pixels, image.Width, image.Height, ColorComponents.RedGreenBlue, file);
    }
}
