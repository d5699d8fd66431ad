using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Zoo;

/// <summary>Reads CIFAR's binary layout: for each image a byte of label, then 3,072 bytes, the 32×32 red values, the green, the blue.</summary>
/// <remarks>Krizhevsky, "Learning multiple layers of features from tiny images", 2009. Plain or below gzip; at most 60,000 images a file.</remarks>
internal static class CifarFiles
{
    internal static readonly string[] Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private const int Side = 32, Pixels = 3 * Side * Side, Record = 1 + Pixels, MostImages = 60_000;

    /// <summary>The images of the files, in order; content is checked against the hashes that are known.</summary>
    internal static ImageDataset Read(string name, string folder, params ReadOnlySpan<DataFile> files)
    {
        var parts = new List<byte[]>();
        foreach (var file in files)
            parts.Add(Content(folder, file));
        int count = parts.Sum(p => p.Length / Record);
        byte[] pixels = new byte[checked(count * Pixels)], labels = new byte[count];
        int i = 0;
        foreach (byte[] part in parts)
            for (int at = 0; at < part.Length; at += Record, i++)
            {
                labels[i] = part[at];
                part.AsSpan(at + 1, Pixels).CopyTo(pixels.AsSpan(i * Pixels));
            }

        return new(name, pixels, labels, channels: 3, Side, Side, Classes);
    }

    private static byte[] Content(string folder, DataFile file)
    {
        string path = DataPlaces.Locate(folder, file.Name) ?? throw new DataException(Path.Combine(folder, file.Name), "is missing. Put it there.");
        byte[] content;
        try
        {
            using var stream = File.OpenRead(path);
            content = path.EndsWith(".gz", StringComparison.Ordinal) ? Limited(path, new GZipStream(stream, CompressionMode.Decompress)) : Limited(path, stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be read: {e.Message} Get the file again.", e);
        }

        if (content.Length == 0 || content.Length % Record != 0)
            throw new DataException(path, $"holds {content.Length:N0} bytes, which is no multiple of {Record:N0}, an image with its label. It is cut off, or no file of CIFAR-10: get it again.");
        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (file.Sha256 is { } expected && found != expected)
            throw new DataException(path, $"is not the published file: SHA-256 {found} of its content was found, {expected} was expected. Get the file again.");
        return content;
    }

    private static byte[] Limited(string path, Stream stream)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int n; (n = stream.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, n);
            if (content.Length > (long)MostImages * Record)
                throw new DataException(path, $"holds more than {MostImages:N0} images. It is no file of CIFAR-10.");
        }

        return content.ToArray();
    }
}
