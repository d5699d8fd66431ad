using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Tests.Io;

public class IdxTests
{
    private static readonly byte[] Good = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void Plain_and_gzip_give_the_same()
    {
        Assert.Equal(new Shape([2, 3]), Read(Good).Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(Good).Data);
        Assert.Equal([1, 2, 3, 4, 5, 6], Read(Zip(Good)).Data);
    }

    [Theory]
    [InlineData(2, 13, "type 0x0d")]
    [InlineData(3, 9, "9 dimensions")]
    [InlineData(0, 1, "begins with 01 00")]
    [InlineData(4, 0x7F, "2^31 elements")]
    [InlineData(11, 9, "ends after 6 of 18")]
    [InlineData(11, 2, "after its 4 elements")]
    public void A_byte_that_is_wrong_is_named(int at, byte value, string message)
    {
        byte[] bad = [.. Good];
        bad[at] = value;
        Assert.Contains(message, Assert.Throws<DataException>(() => Read(bad)).Message);
    }

    [Fact]
    public void Mutated_files_give_an_array_or_a_data_error_never_another()
    {
        var random = new Philox(5, 0);
        for (ulong k = 0; k < 10_000; k++)
        {
            byte[] bytes = k % 2 == 0 ? [.. Good] : Zip(Good);
            bytes[random.Word(k * 4) % (uint)bytes.Length] = (byte)random.Word(k * 4 + 1);
            if (random.Word(k * 4 + 2) % 3 == 0)
                bytes = bytes[..(int)(random.Word(k * 4 + 3) % (uint)bytes.Length)];
            try
            {
                Read(bytes);
            }
            catch (DataException)
            {
                // What a mutated file should give.
            }
        }
    }

    private static IdxArray Read(byte[] bytes) => Idx.Read(new MemoryStream(bytes), "test");

    private static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal))
            zip.Write(bytes);
        return memory.ToArray();
    }
}
