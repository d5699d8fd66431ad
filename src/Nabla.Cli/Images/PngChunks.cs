using System.Buffers.Binary;

namespace Nabla.Cli;

/// <summary>Walks the chunks of a PNG file before it is decoded: length, type, data, checksum.</summary>
internal static class PngChunks
{
    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>An error unless every chunk lies inside the file, up to IEND.</summary>
    internal static void Check(ReadOnlySpan<byte> file)
    {
        for (int at = Signature.Length; ;)
        {
            if (file.Length - at < 12)
                throw new InvalidDataException("it ends before its last chunk.");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
                throw new InvalidDataException($"a chunk at byte {at} claims {length} bytes, {file.Length - at - 12} are left.");
            if (file.Slice(at + 4, 4).SequenceEqual("IEND"u8))
                return;
            at += 12 + (int)length;
        }
    }
}
