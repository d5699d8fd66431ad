using System.IO.Compression;

namespace Nabla.Io;

/// <summary>Reads NumPy's .npz format: a zip archive of <see cref="Npy"/> arrays, stored or deflated.</summary>
/// <remarks>
/// Limits, checked before memory is taken: those of <see cref="Npy"/>; each entry unfolds at most 1 : 1032 (deflate's own
/// limit), beyond 64 MiB at most 1 : 100; the entries' compressed bytes are no more than the file's, so that they do not
/// overlap; no name twice; each checksum is verified. Entries other than .npy are refused. Nothing is written to disk.
/// </remarks>
public static class Npz
{
    /// <summary>Reads all arrays under their names, without <c>.npy</c>; each is guarded by the collector.</summary>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using var file = InputFile.Open(path);
        return Read(file, path);
    }

    /// <summary>Reads a stream that can seek; <paramref name="name"/> stands in errors.</summary>
    public static Dictionary<string, Tensor> Read(Stream stream, string name)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            CheckSizes(zip, stream.Length, name);
            var arrays = new Dictionary<string, Tensor>();
            foreach (var entry in zip.Entries)
            {
                string key = entry.FullName;
                if (!key.EndsWith(".npy", StringComparison.Ordinal))
                    throw new DataException(name, $"holds {InputFile.Quote(key)}, which is no .npy array. Remove it from the archive.");
                if (!arrays.TryAdd(key[..^4], ReadEntry(entry, name)))
                    throw Corrupt(name, $"{InputFile.Quote(key)} stands twice in it");
            }

            return arrays;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw Corrupt(name, e.Message.TrimEnd('.'), e);
        }
        catch (IOException e)
        {
            throw InputFile.Unreadable(name, e);
        }
    }

    private static void CheckSizes(ZipArchive zip, long fileBytes, string name)
    {
        long compressed = 0, unfolded = 0;
        foreach (var entry in zip.Entries)
        {
            if (entry.Length < 0 || entry.CompressedLength < 0 || entry.CompressedLength > fileBytes - compressed)
                throw Corrupt(name, $"its entries claim more than its {fileBytes:N0} bytes (they overlap, or it is cut off)");
            compressed += entry.CompressedLength;
            Compression.Check(name, InputFile.Quote(entry.FullName), entry.Length, entry.CompressedLength);
            unfolded += entry.Length;
        }

        Compression.Check(name, "the archive", unfolded, compressed);
        InputFile.CheckMemory(name, "the file", unfolded);
    }

    private static Tensor ReadEntry(ZipArchiveEntry entry, string archive)
    {
        string name = $"{archive}: {InputFile.Quote(entry.FullName)}";
        using var stream = entry.Open();
        uint crc = 0;
        var tensor = Npy.Read(
            to =>
            {
                stream.ReadExactly(to);
                crc = Crc32.Append(crc, to);
            },
            entry.Length,
            name);
        if (stream.ReadByte() >= 0)
            throw Corrupt(archive, $"{InputFile.Quote(entry.FullName)} is longer than it claims");
        if (crc != entry.Crc32)
            throw Corrupt(archive, $"{InputFile.Quote(entry.FullName)} does not have its checksum");
        return tensor;
    }

    private static DataException Corrupt(string file, string what, Exception? inner = null) =>
        new(file, $"is not a sound .npz file: {what}. Get the file again.", inner);
}
