using Nabla.Io;

namespace Nabla.Tests.Io;

public class Crc32Tests
{
    // The check value of the CRC-32 of gzip and zip, for the digits 1 to 9.
    [Fact]
    public void The_published_check_value_comes_out() => Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void Pieces_give_what_the_whole_gives()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * i))];
        uint whole = Crc32.Append(0, bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }
}
