using System.Buffers.Binary;

namespace Nabla.Io;

/// <summary>The checksum of gzip and zip: CRC-32 with the reversed polynomial EDB88320 (RFC 1952, section 8), eight bytes at a time.</summary>
internal static class Crc32
{
    // Tables[k, b]: the checksum of byte b followed by k zeros.
    private static readonly uint[,] Tables = MakeTables();

    /// <summary>Continues a checksum, 0 at first, over more bytes.</summary>
    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint a = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc, b = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7, (byte)a] ^ t[6, (byte)(a >> 8)] ^ t[5, (byte)(a >> 16)] ^ t[4, a >> 24]
                ^ t[3, (byte)b] ^ t[2, (byte)(b >> 8)] ^ t[1, (byte)(b >> 16)] ^ t[0, b >> 24];
        }

        foreach (byte x in bytes)
            crc = crc >> 8 ^ t[0, (byte)(crc ^ x)];
        return ~crc;
    }

    private static uint[,] MakeTables()
    {
        var t = new uint[8, 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ (crc & 1) * 0xEDB88320;
            t[0, i] = crc;
        }

        for (int k = 1; k < 8; k++)
            for (int i = 0; i < 256; i++)
                t[k, i] = t[k - 1, i] >> 8 ^ t[0, (byte)t[k - 1, i]];
        return t;
    }
}
