using System.Buffers.Binary;
using System.IO.Compression;

namespace Nabla.Io;

/// <summary>An array of bytes with its sizes, as an IDX file holds it.</summary>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Data">The elements, row-major.</param>
public sealed record IdxArray(Shape Shape, byte[] Data)
{
    /// <summary>What stands before the elements in a file: with them, the file's whole content.</summary>
    public byte[] Header()
    {
        byte[] header = new byte[4 + 4 * Shape.Rank];
        (header[2], header[3]) = (Idx.UnsignedByte, (byte)Shape.Rank);
        for (int i = 0; i < Shape.Rank; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), Shape[i]);
        return header;
    }
}

/// <summary>Reads IDX, the format of MNIST: a magic number (0, 0, type, rank), big-endian sizes, then the elements.</summary>
/// <remarks>
/// Limits: unsigned bytes (type 0x08), one to four dimensions, below 2^31 elements, nothing after them; plain or as one
/// gzip member whose checksum and length are verified. Memory taken: the elements. Compressed 1 : 1032 (deflate's own
/// limit) up to 64 MiB, 1 : 100 beyond; both are checked on the header, before memory is taken.
/// </remarks>
public static class Idx
{
    internal const byte UnsignedByte = 0x08;
    private const int MaxDims = 4, GzipTrailer = 8;

    /// <summary>Reads a file, plain or gzip-compressed.</summary>
    public static IdxArray Read(string path)
    {
        using var file = InputFile.Open(path);
        return Read(file, path);
    }

    /// <summary>Reads a stream that can seek, from its start; <paramref name="name"/> stands in errors.</summary>
    public static IdxArray Read(Stream stream, string name)
    {
        try
        {
            stream.Position = 0;
            bool zipped = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
            stream.Position = 0;
            return zipped ? ReadGzip(stream, name) : ReadPlain(stream, name);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new DataException(name, "is not a whole IDX file: it is cut off or damaged. Get the file again.", e);
        }
        catch (IOException e)
        {
            throw InputFile.Unreadable(name, e);
        }
    }

    private static IdxArray ReadPlain(Stream stream, string name)
    {
        var shape = ReadHeader(stream, name);
        long have = stream.Length - stream.Position;
        if (have < shape.Count)
            throw TooShort(name, have, shape);
        if (have > shape.Count)
            throw TooLong(name, shape);
        byte[] data = new byte[shape.Count];
        stream.ReadExactly(data);
        return new(shape, data);
    }

    private static IdxArray ReadGzip(Stream stream, string name)
    {
        if (stream.Length < GzipTrailer)
            throw new DataException(name, $"has {stream.Length} bytes, which is no gzip file. Get it again.");
        Span<byte> trailer = stackalloc byte[GzipTrailer];
        stream.Position = stream.Length - GzipTrailer;
        stream.ReadExactly(trailer);
        stream.Position = 0;
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        uint crc = 0;
        var shape = ReadHeader(unzipped, name, ref crc);
        Compression.Check(name, "it", shape.Count, stream.Length);
        byte[] data = new byte[shape.Count];
        int have = unzipped.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (have < data.Length)
            throw TooShort(name, have, shape);
        if (unzipped.ReadByte() >= 0)
            throw TooLong(name, shape);

        // GZipStream does not notice a trailer that is missing, nor what stands behind it.
        crc = Crc32.Append(crc, data);
        uint size = (uint)(data.Length + 4 + 4 * shape.Rank);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != crc || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != size)
            throw new DataException(name, "does not end with the checksum and length of what it holds: it is cut off, damaged, or followed by other data. Get the file again.");
        return new(shape, data);
    }

    private static Shape ReadHeader(Stream stream, string name)
    {
        uint crc = 0;
        return ReadHeader(stream, name, ref crc);
    }

    private static Shape ReadHeader(Stream stream, string name, ref uint crc)
    {
        Span<byte> header = stackalloc byte[4 + 4 * MaxDims];
        var magic = header[..4];
        stream.ReadExactly(magic);
        if (magic[0] != 0 || magic[1] != 0)
            throw new DataException(name, $"is not an IDX file: it begins with {magic[0]:x2} {magic[1]:x2}, 00 00 was expected. Check that it is the right file.");
        if (magic[2] != UnsignedByte || magic[3] is 0 or > MaxDims)
            throw new DataException(name, $"holds IDX elements of type 0x{magic[2]:x2} in {magic[3]} dimensions; bytes (0x08) in 1 to {MaxDims} are supported. Convert it.");
        Span<int> sizes = stackalloc int[magic[3]];
        header = header[..(4 + 4 * sizes.Length)];
        stream.ReadExactly(header[4..]);
        long count = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * i)..]);
            count = sizes[i] < 0 || count > Array.MaxLength ? long.MaxValue : count * sizes[i];
        }

        if (count > Array.MaxLength)
            throw new DataException(name, "claims more than 2^31 elements. It is damaged: get it again.");
        crc = Crc32.Append(crc, header);
        return new(sizes);
    }

    private static DataException TooShort(string name, long have, Shape shape) =>
        new(name, $"ends after {have} of {shape.Count} elements. Get the file again.");

    private static DataException TooLong(string name, Shape shape) =>
        new(name, $"has bytes after its {shape.Count} elements. Get the file again.");
}
