namespace Nabla.Zoo;

/// <summary>What lies between pixels when a picture is resized.</summary>
public enum Resampling
{
    /// <summary>The triangle 1 − |x| below 1.</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = −½, 1981.</summary>
    Bicubic,
}

/// <summary>Brings a picture to a size, antialiased as by PIL and torchvision: shrinking widens the filter by the scale.</summary>
/// <remarks>
/// Output i of n from m pixels is Σ w[j]·x[j] / Σ w[j] with w[j] = k((j + ½ − (i + ½)·m/n) / max(1, m/n)), over columns first, then over rows.
/// A cubic may leave 0 … 1 and is clamped there, as bytes are.
/// </remarks>
/// <param name="height">Rows to make.</param>
/// <param name="width">Columns to make.</param>
/// <param name="resampling">The filter.</param>
public sealed class Resize(int height, int width, Resampling resampling = Resampling.Bilinear) : ImageTransform
{
    private readonly int height = Sizes.Positive("resize", height), width = Sizes.Positive("resize", width);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws) => To(image, height, width, resampling);

    /// <summary>Resizes a picture.</summary>
    /// <exception cref="RangeException">A side is below 1 or above 1,048,576.</exception>
    public static Raster To(Raster image, int height, int width, Resampling resampling = Resampling.Bilinear)
    {
        _ = (Sizes.Positive("resize", height), Sizes.Positive("resize", width));
        if (image.Height == height && image.Width == width)
            return image;
        return Part(image, height, width, 0, 0, height, width, resampling);
    }

    /// <summary>The part from (top, left) of a picture that is resized to tall × wide, without the rest: the same bits as cut from the whole.</summary>
    internal static Raster Part(Raster image, long tall, long wide, long top, long left, int height, int width, Resampling resampling = Resampling.Bilinear)
    {
        if (image.Height == tall && image.Width == wide)
            return image.Cut((int)top, (int)left, height, width);
        var (columns, rows) = (Weights(image.Width, wide, left, width, resampling), Weights(image.Height, tall, top, height, resampling));
        int above = rows[0].First, seen = rows[^1].First + rows[^1].Weights.Length - above;       // rows that count for the part
        var strip = new Raster(image.Channels, seen, width);
        for (int c = 0; c < image.Channels; c++)
            for (int y = 0; y < seen; y++)
            {
                Span<float> from = image.Row(c, above + y), to = strip.Row(c, y);
                for (int x = 0; x < width; x++)
                {
                    var (first, w) = columns[x];
                    double sum = 0;
                    for (int i = 0; i < w.Length; i++)
                        sum += w[i] * from[first + i];
                    to[x] = (float)sum;
                }
            }

        var result = new Raster(image.Channels, height, width);
        var row = new double[width];
        for (int c = 0; c < image.Channels; c++)
            for (int y = 0; y < height; y++)
            {
                Array.Clear(row);
                var (first, w) = rows[y];
                for (int i = 0; i < w.Length; i++)
                {
                    var from = strip.Row(c, first - above + i);
                    for (int x = 0; x < width; x++)
                        row[x] += w[i] * from[x];
                }

                var to = result.Row(c, y);
                for (int x = 0; x < width; x++)
                    to[x] = resampling == Resampling.Bicubic ? (float)Math.Clamp(row[x], 0, 1) : (float)row[x];
            }

        return result;
    }

    // For each of count outputs, from one on, the first input pixel that counts, and the weights from there on.
    private static (int First, double[] Weights)[] Weights(int from, long to, long start, int count, Resampling resampling)
    {
        double scale = (double)from / to, stretch = Math.Max(1, scale), reach = (resampling == Resampling.Bicubic ? 2 : 1) * stretch;
        var all = new (int, double[])[count];
        for (int i = 0; i < count; i++)
        {
            double centre = (start + i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - reach + 0.5)), end = Math.Min(from, (int)(centre + reach + 0.5));
            double[] w = [.. Enumerable.Range(first, end - first).Select(j => Filter((j + 0.5 - centre) / stretch, resampling))];
            double sum = w.Sum();
            all[i] = (first, Array.ConvertAll(w, v => v / sum));
        }

        return all;
    }

    private static double Filter(double x, Resampling resampling)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return resampling == Resampling.Bilinear ? Math.Max(0, 1 - x)
            : x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1
            : x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a
            : 0;
    }
}

/// <summary>Scales the shorter side to a length and keeps the proportions; the longer is rounded down, as torchvision does.</summary>
/// <param name="side">Pixels of the shorter side.</param>
/// <param name="resampling">The filter.</param>
public sealed class ResizeShorter(int side, Resampling resampling = Resampling.Bilinear) : ImageTransform
{
    private readonly int side = Sizes.Positive("resize", side);

    /// <inheritdoc/>
    public override Raster Apply(Raster image, Draws draws)
    {
        int longer = Sizes.Positive("resize", (long)side * Math.Max(image.Height, image.Width) / Math.Min(image.Height, image.Width));
        return image.Height <= image.Width ? Resize.To(image, side, longer, resampling) : Resize.To(image, longer, side, resampling);
    }
}
