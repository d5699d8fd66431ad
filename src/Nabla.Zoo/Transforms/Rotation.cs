namespace Nabla.Zoo;

/// <summary>Turns a picture about its centre by a random angle; what comes from outside is black.</summary>
/// <param name="degrees">The angle is uniform in [−degrees, degrees).</param>
public sealed class RandomRotation(double degrees) : ImageTransform
{
    private readonly double degrees = Sizes.AtLeast("random_rotation", "angle", degrees);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws) => Turn(image, draws.Uniform(-degrees, degrees));

    /// <summary>Turns a picture counter-clockwise, bilinear.</summary>
    public static Raster Turn(Raster image, double degrees)
    {
        double angle = degrees * Math.PI / 180, cos = Math.Cos(angle), sin = Math.Sin(angle);
        return Affine.Warp(image, [cos, -sin, sin, cos], 0, 0);
    }
}

/// <summary>Moves each pixel of the result to where it comes from.</summary>
internal static class Affine
{
    /// <summary>Result (x, y) is the picture at M·(x, y) + (dx, dy), both measured from the centre; bilinear, 0 outside.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="m">(2, 2), row-major.</param>
    /// <param name="dx">Columns.</param>
    /// <param name="dy">Rows.</param>
    internal static Raster Warp(Raster image, ReadOnlySpan<double> m, double dx, double dy)
    {
        var result = new Raster(image.Channels, image.Height, image.Width);
        double cx = (image.Width - 1) / 2.0, cy = (image.Height - 1) / 2.0;
        for (int y = 0; y < image.Height; y++)
            for (int x = 0; x < image.Width; x++)
            {
                double fx = m[0] * (x - cx) + m[1] * (y - cy) + cx + dx, fy = m[2] * (x - cx) + m[3] * (y - cy) + cy + dy;
                int left = (int)Math.Floor(fx), top = (int)Math.Floor(fy);
                double u = fx - left, v = fy - top;
                for (int c = 0; c < image.Channels; c++)
                    result[c, y, x] = (float)((1 - v) * ((1 - u) * At(c, top, left) + u * At(c, top, left + 1)) + v * ((1 - u) * At(c, top + 1, left) + u * At(c, top + 1, left + 1)));
            }

        return result;

        double At(int c, int y, int x) => (uint)y < (uint)image.Height && (uint)x < (uint)image.Width ? image[c, y, x] : 0;
    }
}
