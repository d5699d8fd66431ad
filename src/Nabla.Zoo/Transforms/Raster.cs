namespace Nabla.Zoo;

/// <summary>A picture for transforms: (C, H, W), row-major, 0 … 1 until something normalizes it.</summary>
public sealed class Raster
{
    /// <summary>A picture of given pixels, which it keeps.</summary>
    /// <param name="channels">C: 1 for grey, 3 for colour.</param>
    /// <param name="height">H, from 1.</param>
    /// <param name="width">W, from 1.</param>
    /// <param name="pixels">C·H·W of them; zeros when null.</param>
    /// <exception cref="ShapeException">The sizes are not positive, there is no room for so many, or the pixels do not fill them.</exception>
    public Raster(int channels, int height, int width, float[]? pixels = null)
    {
        if (channels < 1 || height < 1 || width < 1)
            throw new ShapeException("raster", $"{channels}×{height}×{width} is no size of a picture. Use 1 or more of each.");
        if ((Int128)channels * height * width > Array.MaxLength)
            throw TooLarge(channels, height, width);
        Pixels = pixels ?? New(channels, height, width);
        if (Pixels.Length != channels * height * width)
            throw new ShapeException("raster", $"{Pixels.Length:N0} pixels do not fill {channels}×{height}×{width}. Give {channels * height * width:N0}.");
        (Channels, Height, Width) = (channels, height, width);
    }

    /// <summary>C.</summary>
    public int Channels { get; }

    /// <summary>H.</summary>
    public int Height { get; }

    /// <summary>W.</summary>
    public int Width { get; }

    /// <summary>(C, H, W), row-major.</summary>
    public float[] Pixels { get; }

    /// <summary>The pixel of a channel, row and column.</summary>
    public float this[int c, int y, int x]
    {
        get => Pixels[(c * Height + y) * Width + x];
        set => Pixels[(c * Height + y) * Width + x] = value;
    }

    /// <summary>A row of a channel.</summary>
    public Span<float> Row(int c, int y) => Pixels.AsSpan((c * Height + y) * Width, Width);

    /// <summary>A new picture, each pixel made from the one at its place.</summary>
    public Raster Map(Func<float, float> map) => new(Channels, Height, Width, Array.ConvertAll(Pixels, p => map(p)));

    private static float[] New(int channels, int height, int width)
    {
        try
        {
            return new float[channels * height * width];
        }
        catch (OutOfMemoryException)
        {
            throw TooLarge(channels, height, width);
        }
    }

    private static ShapeException TooLarge(int channels, int height, int width) => new("raster", $"{channels}×{height}×{width} is more than memory can hold. Make the picture smaller.");

    /// <summary>The part from (top, left), of any place: what lies outside is <paramref name="fill"/>.</summary>
    public Raster Cut(int top, int left, int height, int width, float fill = 0)
    {
        var part = new Raster(Channels, height, width);
        if (fill != 0)
            part.Pixels.AsSpan().Fill(fill);
        int first = Math.Max(0, -left), count = Math.Min(width, Width - left) - first;
        for (int c = 0; c < Channels && count > 0; c++)
            for (int y = Math.Max(0, -top); y < Math.Min(height, Height - top); y++)
                Row(c, top + y).Slice(left + first, count).CopyTo(part.Row(c, y)[first..]);
        return part;
    }
}
