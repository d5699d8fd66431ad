using StbImageSharp;

namespace Nabla.Zoo;

/// <summary>Reads PNG and JPEG files from strangers.</summary>
/// <remarks>
/// Up to 64 MiB a file, 32 · 2²⁰ pixels and 2²⁴ of a side, all looked at before anything is decoded; of a PNG the chunks must lie inside the file and the
/// data unfold to no less than its pixels take, nor to more than twice that. The decoder trusts its input, hence the checks (docs/adr/0030).
/// Of 16 bits a channel the upper 8 are taken; what is transparent shows white paper. Numbers are those of the file, 0 … 1: no
/// profile, gamma or orientation is applied.
/// </remarks>
/// <example><code>
/// var photo = ImageFile.ReadColour("photo.jpg");
/// var x = Tensor.Of&lt;float&gt;(Cover.To(photo, 224, 224).Pixels, [1, 3, 224, 224]);
/// </code></example>
public static class ImageFile
{
    private const long MaxBytes = 64 << 20, MaxPixels = 32 << 20, MaxSide = 16 << 20;      // of a side: what the decoder takes

    /// <summary>A picture in colour, (3, H, W); a grey one has three equal channels.</summary>
    /// <param name="path">A PNG or JPEG file, by its content, whatever its name.</param>
    /// <exception cref="DataException">The file cannot be read, is neither, is damaged or beyond the limits.</exception>
    public static Raster ReadColour(string path) => ReadColour(Bytes(path), path);

    /// <summary>The same of a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What stands in errors.</param>
    /// <exception cref="DataException">It is neither a PNG nor a JPEG, is damaged or beyond the limits.</exception>
    public static Raster ReadColour(byte[] bytes, string name)
    {
        var image = Decode(bytes, name);
        var colour = New(3, image, name);
        int size = image.Height * image.Width;
        for (int i = 0; i < colour.Pixels.Length; i++)
        {
            float value = image.Data[4 * (i % size) + i / size] / 255f, alpha = image.Data[4 * (i % size) + 3] / 255f;
            colour.Pixels[i] = alpha == 1 ? value : alpha * value + (1 - alpha);
        }

        return colour;
    }

    /// <summary>A picture in grey, (1, H, W): the luma of ITU-R BT.601.</summary>
    /// <param name="path">A PNG or JPEG file, by its content, whatever its name.</param>
    /// <exception cref="DataException">The file cannot be read, is neither, is damaged or beyond the limits.</exception>
    public static Raster ReadGrey(string path) => ReadGrey(Bytes(path), path);

    /// <summary>The same of a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What stands in errors.</param>
    /// <exception cref="DataException">It is neither a PNG nor a JPEG, is damaged or beyond the limits.</exception>
    public static Raster ReadGrey(byte[] bytes, string name)
    {
        var image = Decode(bytes, name);
        var grey = New(1, image, name);
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            var p = image.Data.AsSpan(4 * i, 4);
            double luma = (0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) / 255, alpha = p[3] / 255.0;
            grey.Pixels[i] = (float)(alpha * luma + (1 - alpha));
        }

        return grey;
    }

    private static Raster New(int channels, ImageResult image, string name)
    {
        try
        {
            return new(channels, image.Height, image.Width);
        }
        catch (NablaException e)
        {
            throw Problem(name, e);
        }
    }

    /// <summary>What went wrong with a file, as an error that names it.</summary>
    internal static DataException Problem(string path, NablaException e) => e as DataException ?? new(path, e.Message, e);

    private static byte[] Bytes(string path)
    {
        if (string.IsNullOrEmpty(path))
            throw new DataException("file", "the path is null or empty; the path of a picture was expected. Give one.");
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new DataException(path, $"is larger than {MaxBytes >> 20} MiB. Give a smaller picture.");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be read: {e.Message} Check the path.", e);
        }
    }

    private static ImageResult Decode(byte[] bytes, string name)
    {
        bool png = bytes.AsSpan().StartsWith(PngChunks.Signature), jpeg = bytes is [0xFF, 0xD8, 0xFF, ..];
        if (!png && !jpeg)
            throw new DataException(name, "is neither a PNG nor a JPEG file. Convert it to one of them.");
        try
        {
            if (png)
                PngChunks.Check(bytes);
            var (width, height) = png ? PngChunks.Size(bytes) : Size(bytes);
            if (width < 1 || height < 1 || Math.Max(width, height) > MaxSide || width * height > MaxPixels)
                throw new DataException(name, $"claims {width}×{height} pixels; 1 to {MaxPixels >> 20} million are possible, {MaxSide >> 20} million a side. Give a smaller picture.");
            if (png)
                PngChunks.CheckPixels(bytes);
            return ImageResult.FromStream(new StrictStream(bytes), ColorComponents.RedGreenBlueAlpha);
        }
        catch (OutOfMemoryException e)
        {
            throw new DataException(name, "takes more memory to decode than there is. Give a smaller picture, or free memory.", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new DataException(name, $"is not a sound {(png ? "PNG" : "JPEG")} file: {e.Message.TrimEnd('.')}. Save the picture again.", e);
        }
    }

    private static (long Width, long Height) Size(byte[] jpeg) =>
        ImageInfo.FromStream(new StrictStream(jpeg)) is { } info ? (info.Width, info.Height) : throw new InvalidDataException("its header is damaged.");

    /// <summary>Throws where the file ends; the decoder would take zeros there for ever.</summary>
    private sealed class StrictStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        private const int Slack = 64;
        private int past;

        public override int ReadByte() => Check(base.ReadByte(), ended: -1);

        public override int Read(byte[] buffer, int offset, int count) => Check(base.Read(buffer, offset, count), count == 0 ? -1 : 0);

        public override int Read(Span<byte> buffer) => Check(base.Read(buffer), buffer.Length == 0 ? -1 : 0);

        private int Check(int read, int ended) =>
            read == ended && ++past > Slack ? throw new EndOfStreamException("it ends too early.") : read;
    }
}
