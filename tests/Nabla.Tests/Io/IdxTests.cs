using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class IdxTests : IDisposable
{
    private static readonly byte[] Good = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Plain_and_gzip_give_the_same()
    {
        foreach (var array in (IdxArray[])[Read(Good), Read(Zip(Good)), Idx.Read(folder.Put("t", Good)), Idx.Read(folder.Put("t.gz", Zip(Good)))])
        {
            Assert.Equal(new Shape([2, 3]), array.Shape);
            Assert.Equal([1, 2, 3, 4, 5, 6], array.Data);
            Assert.Equal(Good, array.Header().Concat(array.Data));
        }

        Assert.Empty(Read([0, 0, 8, 2, 0, 0, 0, 0, 127, 255, 255, 255]).Data);
        Assert.Empty(Read(Zip([0, 0, 8, 1, 0, 0, 0, 0])).Data);
    }

    [Theory]
    [InlineData(2, 13, "holds IDX elements of type 0x0d in 2 dimensions; bytes (0x08) in 1 to 4 are supported. Convert it.")]
    [InlineData(3, 9, "holds IDX elements of type 0x08 in 9 dimensions; bytes (0x08) in 1 to 4 are supported. Convert it.")]
    [InlineData(3, 0, "holds IDX elements of type 0x08 in 0 dimensions; bytes (0x08) in 1 to 4 are supported. Convert it.")]
    [InlineData(0, 1, "is not an IDX file: it begins with 01 00, 00 00 was expected. Check that it is the right file.")]
    [InlineData(4, 0x7F, "claims more than 2^31 elements. It is damaged: get it again.")]
    [InlineData(4, 0xFF, "claims more than 2^31 elements. It is damaged: get it again.")]
    [InlineData(11, 9, "ends after 6 of 18 elements. Get the file again.")]
    [InlineData(11, 2, "has bytes after its 4 elements. Get the file again.")]
    public void A_byte_that_is_wrong_is_named(int at, byte value, string message)
    {
        byte[] bad = [.. Good];
        bad[at] = value;
        Assert.Equal($"test: {message}", Error(bad));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void A_header_that_is_cut_off_is_named(int length) =>
        Assert.Equal("test: is not a whole IDX file: it is cut off or damaged. Get the file again.", Error(Good[..length]));

    [Fact]
    public void A_gzip_file_that_is_cut_off_or_followed_by_something_is_named()
    {
        byte[] zip = Zip(Good);
        Assert.All(Enumerable.Range(8, zip.Length - 8), n => Assert.Matches("cut off|ends after", Error(zip[..n])));
        Assert.Equal("test: has 5 bytes, which is no gzip file. Get it again.", Error(zip[..5]));
        string ends = "test: does not end with the checksum and length of what it holds: it is cut off, damaged, or followed by other data. Get the file again.";
        Assert.Equal(ends, Error(zip[..^1]));
        Assert.Equal(ends, Error([.. zip, 0]));
        Assert.Equal("test: has bytes after its 6 elements. Get the file again.", Error(Zip([.. Good, 7])));
        Assert.Equal("test: ends after 5 of 6 elements. Get the file again.", Error(Zip(Good[..^1])));
    }

    [Fact]
    public void Bombs_are_refused_before_memory_is_taken()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Matches(@"^test: it claims 2,130,706,432 bytes out of \d+ compressed ones, more than deflate can hold \(1 : 1032\). It is damaged: get it again.$", Error(Zip([0, 0, 8, 1, 0x7F, 0, 0, 0])));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        byte[] bomb = Zip([0, 0, 8, 1, 4, 0, 0, 1, .. new Fuzz.Draws(1, 1).Bytes(100_000)]);        // the header alone decides
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Matches(@"^test: it would unfold from [\d,]+ to 67,108,865 bytes; beyond 67,108,864 at most 1 : 100 is read, since such files are made to exhaust memory. If you trust it, unpack it first.$", Error(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static IdxArray Read(byte[] bytes) => Idx.Read(new MemoryStream(bytes), "test");

    private static string Error(byte[] bytes) => Assert.Throws<DataException>(() => Read(bytes)).Message;

    private static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest))
            zip.Write(bytes);
        return memory.ToArray();
    }
}
