using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>Walks the chunks of a PNG file before it is decoded: length, type, data, checksum.</summary>
internal static class PngChunks
{
    private const int HeaderLength = 13;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>An error unless every chunk lies inside the file and has its checksum, up to IEND.</summary>
    internal static void Check(byte[] file) => Data(file, "IEND"u8, checksums: true);

    /// <summary>Width and height that the header claims.</summary>
    internal static (long Width, long Height) Size(byte[] file)
    {
        byte[] header = Header(file);
        return (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
    }

    /// <summary>An error unless the pixels unfold to what their number takes: not less, and hardly more, since a decoder takes whatever memory they claim.</summary>
    internal static void CheckPixels(byte[] file)
    {
        long expected = Bytes(file), found = 0;
        using var pixels = new ZLibStream(new MemoryStream(Data(file, "IDAT"u8)), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int n; found <= 2 * expected && (n = pixels.Read(buffer)) > 0;)
                found += n;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("its pixels are damaged.", e);
        }

        if (found < expected)
            throw new InvalidDataException($"it ends after {found:N0} of {expected:N0} bytes of pixels.");
        if (found > 2 * expected)
            throw new InvalidDataException($"its pixels unfold to more than twice the {expected:N0} bytes that their number takes.");
    }

    // All chunks of a type up to IEND, one after another.
    private static byte[] Data(byte[] file, ReadOnlySpan<byte> type, bool checksums = false)
    {
        using var data = new MemoryStream();
        for (int at = Signature.Length; ;)
        {
            if (file.Length - at < 12)
                throw new InvalidDataException("it ends before its last chunk.");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                throw new InvalidDataException($"a chunk at byte {at} claims {length} bytes, {file.Length - at - 12} are left.");
            var found = file.AsSpan(at + 4, 4);
            if (checksums && Crc32.Append(0, file.AsSpan(at + 4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + (int)length)))
                throw new InvalidDataException($"the chunk at byte {at} is damaged: its checksum is not that of its contents.");
            if (found.SequenceEqual(type))
                data.Write(file, at + 8, (int)length);
            if (found.SequenceEqual("IEND"u8))
                return data.ToArray();
            at += 12 + (int)length;
        }
    }

    private static byte[] Header(byte[] file) =>
        Data(file, "IHDR"u8) is { Length: >= HeaderLength } header ? header : throw new InvalidDataException("its header is damaged.");

    // A filter byte and the pixels of each row, of each of the seven passes where it is interlaced (PNG specification, section 8).
    private static long Bytes(byte[] file)
    {
        byte[] header = Header(file);
        var (width, height) = Size(file);
        long bits = header[8] * (header[9] switch { 2 => 3L, 4 => 2, 6 => 4, _ => 1 });
        ReadOnlySpan<(int X, int Y, int Right, int Down)> passes = header[12] == 0 ? [(0, 0, 1, 1)]
            : [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        long sum = 0;
        foreach (var (x, y, right, down) in passes)
            if (width > x && height > y)
                sum += (height - y + down - 1L) / down * (1 + ((width - x + right - 1L) / right * bits + 7) / 8);
        return sum;
    }
}
