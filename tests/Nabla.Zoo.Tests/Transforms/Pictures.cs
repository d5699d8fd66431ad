namespace Nabla.Zoo.Tests.Transforms;

/// <summary>Small pictures.</summary>
internal static class Pictures
{
    internal static Draws Draws(ulong seed = 1) => new(new Philox(seed, 2));

    internal static Raster Grey(int height, int width, params float[] pixels) => new(1, height, width, pixels);

    /// <summary>Pixel i is (i + 1) / count, so that each value tells its place.</summary>
    internal static Raster Counted(int channels, int height, int width) =>
        new(channels, height, width, [.. Enumerable.Range(1, channels * height * width).Select(i => i / (float)(channels * height * width))]);

    internal static Raster Colour(float red, float green, float blue) => new(3, 1, 1, [red, green, blue]);

    internal static void Close(float[] expected, Raster found, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, found.Pixels.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found.Pixels[i], tolerance);
    }
}
