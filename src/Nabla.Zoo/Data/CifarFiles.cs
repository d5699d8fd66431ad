using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Zoo;

/// <summary>What the records of a file are.</summary>
/// <param name="Labels">Bytes of labels before the pixels.</param>
/// <param name="Label">Which of them is taken.</param>
/// <param name="Classes">Their names.</param>
/// <param name="Name">Of the data set, in messages.</param>
internal sealed record CifarLayout(int Labels, int Label, string[] Classes, string Name)
{
    internal const int Side = 32, Pixels = 3 * Side * Side;

    internal static readonly CifarLayout Ten = new(1, 0, ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], "CIFAR-10");

    internal int Record => Labels + Pixels;
}

/// <summary>Reads CIFAR's binary layout: for each image a byte of label (of CIFAR-100 two: group and class), then 3,072 bytes, the 32×32 red values, the green, the blue.</summary>
/// <remarks>Krizhevsky, "Learning multiple layers of features from tiny images", 2009. Plain or below gzip; at most 60,000 images a file.</remarks>
internal static class CifarFiles
{
    internal static readonly string[] Mirrors = ["https://www.cs.toronto.edu/~kriz/"];

    private const int MostImages = 60_000, Side = CifarLayout.Side, Pixels = CifarLayout.Pixels;

    /// <summary>The images of the files, in order; content is checked against the hashes that are known.</summary>
    internal static ImageDataset Read(CifarLayout layout, string name, string folder, params ReadOnlySpan<DataFile> files)
    {
        var parts = new List<byte[]>();
        foreach (var file in files)
            parts.Add(Content(layout, folder, file));
        int count = parts.Sum(p => p.Length / layout.Record);
        byte[] pixels = new byte[checked(count * Pixels)], labels = new byte[count];
        int i = 0;
        foreach (byte[] part in parts)
            for (int at = 0; at < part.Length; at += layout.Record, i++)
            {
                labels[i] = part[at + layout.Label];
                part.AsSpan(at + layout.Labels, Pixels).CopyTo(pixels.AsSpan(i * Pixels));
            }

        return new(name, pixels, labels, channels: 3, Side, Side, layout.Classes);
    }

    private static byte[] Content(CifarLayout layout, string folder, DataFile file)
    {
        string path = DataPlaces.Locate(folder, file.Name) ?? throw new DataException(Path.Combine(folder, file.Name), "is missing. Put it there.");
        byte[] content;
        try
        {
            using var stream = File.OpenRead(path);
            content = Content(layout, stream, path, zipped: path.EndsWith(".gz", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }

        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (file.Sha256 is { } expected && found != expected)
            throw new DataException(path, $"is not the published file: SHA-256 {found} of its content was found, {expected} was expected. Get the file again.");
        return content;
    }

    /// <summary>What a stream holds, checked to be whole records; <paramref name="name"/> stands in errors.</summary>
    internal static byte[] Content(CifarLayout layout, Stream stream, string name, bool zipped)
    {
        byte[] content;
        try
        {
            content = Limited(layout, name, zipped ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        }
        catch (InvalidDataException e)
        {
            throw Unreadable(name, e);
        }

        return content.Length > 0 && content.Length % layout.Record == 0 ? content
            : throw new DataException(name, $"holds {content.Length:N0} bytes, which is no multiple of {layout.Record:N0}, an image with its label{(layout.Labels > 1 ? "s" : "")}. It is cut off, or no file of {layout.Name}: get it again.");
    }

    private static DataException Unreadable(string path, Exception e) => new(path, $"could not be read: {e.Message} Get the file again.", e);

    private static byte[] Limited(CifarLayout layout, string path, Stream stream)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int n; (n = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, n);
            if (content.Length > (long)MostImages * layout.Record)
                throw new DataException(path, $"holds more than {MostImages:N0} images. It is no file of {layout.Name}.");
        }

        return content.ToArray();
    }
}
