using System.IO.Compression;
using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Stored_and_deflated_arrays_are_read_by_name()
    {
        string path = folder.Put("t", Zip(("a.npy", Array(1, 2), CompressionLevel.NoCompression), ("sub/b.npy", Array(new float[5000]), CompressionLevel.Optimal)));
        var arrays = Npz.Load(path);
        Assert.Equal(["a", "sub/b"], arrays.Keys.Order());
        Assert.Equal([1, 2], arrays["a"].ToArray<float>());
        Assert.Equal(5000, arrays["sub/b"].Shape.Count);
        Assert.Empty(Read(Zip()));
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Assert.Equal("test: holds 'x.txt', which is no .npy array. Remove it from the archive.", Error(Zip(("x.txt", [1], CompressionLevel.Optimal))));
        Assert.Equal("test: is not a sound .npz file: 'a.npy' stands twice in it. Get the file again.", Error(Zip(("a.npy", Array(1), CompressionLevel.Optimal), ("a.npy", Array(2), CompressionLevel.Optimal))));
        Assert.StartsWith("test: 'a.npy': is not a sound .npy file: it begins with 010101010101", Error(Zip(("a.npy", [.. Enumerable.Repeat((byte)1, 20)], CompressionLevel.Optimal))));
        Assert.StartsWith("test: is not a sound .npz file: ", Error(Array(1)));
        byte[] stored = Zip(("a.npy", Array(1, 2, 3), CompressionLevel.NoCompression));
        stored[stored.AsSpan().IndexOf(BitConverter.GetBytes(2f))] ^= 1;
        Assert.Equal("test: is not a sound .npz file: 'a.npy' does not have its checksum. Get the file again.", Error(stored));
        Assert.StartsWith($"{folder.Path}: is a folder", Assert.Throws<DataException>(() => Npz.Load(folder.Path)).Message);
    }

    [Fact]
    public void Bombs_are_refused_before_they_unfold()
    {
        byte[] zip = Claim(Zip(("a.npy", Array(new float[1000]), CompressionLevel.Optimal)), int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Matches(@"^test: 'a.npy' claims 2,147,483,647 bytes out of \d+ compressed ones, more than deflate can hold \(1 : 1032\). It is damaged: get it again.$", Error(zip));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);

        byte[] bomb = Claim(Zip(("a.npy", new byte[100_000], CompressionLevel.NoCompression)), (int)Compression.FreeBytes + 1);
        Assert.Equal("test: 'a.npy' would unfold from 100,000 to 67,108,865 bytes; beyond 67,108,864 at most 1 : 100 is read, since such files are made to exhaust memory. If you trust it, unpack it first.", Error(bomb));

        bomb = Claim(Zip([.. Enumerable.Range(0, 5).Select(i => ($"{i}.npy", new byte[20_000], CompressionLevel.NoCompression))]), 16_000_000);
        Assert.StartsWith("test: the archive would unfold from 100,000 to 80,000,000 bytes; ", Error(bomb));
    }

    [Fact]
    public void Entries_that_share_their_bytes_are_refused()
    {
        byte[] zip = Zip(("a.npy", Array(1), CompressionLevel.NoCompression), ("b.npy", Array(1), CompressionLevel.NoCompression));
        int entry = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(zip.Length - 100).CopyTo(zip, entry + 20);
        Assert.Matches(@"^test: is not a sound .npz file: its entries claim more than its [\d,]+ bytes \(they overlap, or it is cut off\). Get the file again.$", Error(zip));
    }

    // Every entry of the central directory (PK 1 2) names its unfolded size at byte 24, the compressed one at 20.
    private static byte[] Claim(byte[] zip, int unfolded)
    {
        for (int at = 0, next; (next = zip.AsSpan(at).IndexOf("PK\u0001\u0002"u8)) >= 0; at++)
            BitConverter.GetBytes(unfolded).CopyTo(zip, (at += next) + 24);
        return zip;
    }

    private static byte[] Array(params float[] values)
    {
        using var file = new MemoryStream();
        Npy.Write(file, Tensor.Of(values));
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content, CompressionLevel Level)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            foreach (var (name, content, level) in entries)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(content);
            }

        return file.ToArray();
    }

    private static Dictionary<string, Tensor> Read(byte[] bytes) => Npz.Read(new MemoryStream(bytes), "test");

    private static string Error(byte[] bytes) => Assert.Throws<DataException>(() => Read(bytes)).Message;
}
