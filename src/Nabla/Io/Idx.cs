using System.Buffers.Binary;
using System.IO.Compression;

namespace Nabla.Io;

/// <summary>An array of bytes with its sizes, as an IDX file holds it.</summary>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Data">The elements, row-major.</param>
public sealed record IdxArray(Shape Shape, byte[] Data);

/// <summary>Reads IDX, the format of MNIST: a magic number (0, 0, type, rank), big-endian sizes, then the elements.</summary>
/// <remarks>Only unsigned bytes (type 0x08), up to four dimensions and 2^31 elements; plain or gzip-compressed.</remarks>
public static class Idx
{
    private const int UnsignedByte = 0x08, MaxDims = 4, Chunk = 1 << 20;

    /// <summary>Reads a file, plain or gzip-compressed.</summary>
    public static IdxArray Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be read: {e.Message} Check the path.", e);
        }
    }

    /// <summary>Reads a stream to its end; <paramref name="name"/> stands in errors. One that can seek may be gzip-compressed.</summary>
    public static IdxArray Read(Stream stream, string name)
    {
        try
        {
            return ReadPlain(stream.CanSeek ? Unzipped(stream) : stream, name);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new DataException(name, $"is not a whole IDX file: {e.Message} Get the file again.", e);
        }
    }

    /// <summary>The stream itself, or what it decompresses to when it begins as gzip does.</summary>
    public static Stream Unzipped(Stream stream)
    {
        bool zipped = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return zipped ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static IdxArray ReadPlain(Stream stream, string name)
    {
        Span<byte> word = stackalloc byte[4];
        stream.ReadExactly(word);
        if (word[0] != 0 || word[1] != 0)
            throw new DataException(name, $"is not an IDX file: it begins with {word[0]:x2} {word[1]:x2}, 00 00 was expected. Check that it is the right file.");
        if (word[2] != UnsignedByte || word[3] is 0 or > MaxDims)
            throw new DataException(name, $"holds IDX elements of type 0x{word[2]:x2} in {word[3]} dimensions; bytes (0x08) in 1 to {MaxDims} are supported. Convert it.");
        Span<int> sizes = stackalloc int[word[3]];
        long count = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            stream.ReadExactly(word);
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(word);
            count = sizes[i] < 0 || count > Array.MaxLength ? long.MaxValue : count * sizes[i];
        }

        if (count > Array.MaxLength)
            throw new DataException(name, "claims more than 2^31 elements. It is damaged: get it again.");
        return new(new Shape(sizes), ReadData(stream, (int)count, name));
    }

    // Grows with what arrives, so that a header that lies costs no more memory than the file holds.
    private static byte[] ReadData(Stream stream, int count, string name)
    {
        byte[] data = new byte[Math.Min(count, Chunk)];
        for (int have = 0; ;)
        {
            int n = stream.Read(data, have, data.Length - have);
            have += n;
            if (have == count)
                break;
            if (n == 0)
                throw new DataException(name, $"ends after {have} of {count} elements. Get the file again.");
            if (have == data.Length)
                Array.Resize(ref data, (int)Math.Min(count, 2L * have));
        }

        if (stream.ReadByte() >= 0)
            throw new DataException(name, $"has bytes after its {count} elements. Get the file again.");
        return data;
    }
}
