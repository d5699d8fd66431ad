using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Zoo.Tests.Data;

/// <summary>Data sets that come in one archive.</summary>
public sealed class ArchiveDownloadTests : IDisposable
{
    private static readonly byte[] A = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i % 251))], B = [1, 2, 3];
    private static readonly byte[] Packed = Tar(("folder/a.bin", A), ("folder/readme.html", [9]), ("folder/b.bin", B));

    private readonly TemporaryFolder cache = new();

    public void Dispose() => cache.Dispose();

    [Fact]
    public void An_archive_is_downloaded_once_and_its_files_are_taken_out()
    {
        using var server = new LoopbackServer(_ => new(Packed));
        Load(server, Packed);
        Assert.Equal(A, File.ReadAllBytes(cache["packed", "a.bin"]));
        Assert.Equal(B, File.ReadAllBytes(cache["packed", "b.bin"]));
        Assert.Equal(2, Directory.GetFiles(cache["packed"]).Length);
        Load(server, Packed);
        Assert.Equal(["/packed.tar.gz"], server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_download_that_was_cut_goes_on(bool canGoOn)
    {
        bool cut = true;
        using var server = new LoopbackServer(_ => cut ? new(Packed[..100], Length: Packed.Length) : new(Packed)) { CanGoOn = canGoOn };
        string error = Assert.Throws<DataException>(() => Load(server, Packed)).Message;
        Assert.StartsWith($"packed: could not be downloaded. {server.Address}packed.tar.gz: ", error);
        Assert.EndsWith("What has arrived is kept: try again, or put a.bin, b.bin into $NABLA_DATA/packed/.", error);
        Assert.Equal(Packed[..100], File.ReadAllBytes(cache["packed", "packed.tar.gz.part"]));
        cut = false;
        Load(server, Packed);
        Assert.Equal(["", "bytes=100-"], server.Ranges);
        Assert.Equal(A, File.ReadAllBytes(cache["packed", "a.bin"]));
    }

    [Fact]
    public void A_cancelled_download_goes_on_too()
    {
        using var cancel = new CancellationTokenSource();
        bool stalls = true;
        using var server = new LoopbackServer(_ => stalls ? new(Packed[..100], Length: Packed.Length, Stalls: true) : new(Packed)) { CanGoOn = true };
        Assert.ThrowsAny<OperationCanceledException>(() => Load(server, Packed, new Stop(cancel), cancel.Token));
        stalls = false;
        Load(server, Packed);
        Assert.Equal(A, File.ReadAllBytes(cache["packed", "a.bin"]));
    }

    [Fact]
    public void Another_archive_is_refused_and_not_kept()
    {
        byte[] other = [.. Packed];
        other[^1] ^= 1;
        using var server = new LoopbackServer(_ => new(other));
        string error = Assert.Throws<DataException>(() => Load(server, Packed)).Message;
        Assert.Contains($"{Packed.Length:N0} of {Packed.Length:N0} bytes arrived whose SHA-256 is {Hash(other)}; {Hash(Packed)} was expected.", error);
        Assert.Equal(0, new FileInfo(cache["packed", "packed.tar.gz.part"]).Length);
        using var longer = new LoopbackServer(_ => new([.. Packed, 1]));
        Assert.Contains($"more than {Packed.Length:N0} bytes arrived.", Assert.Throws<DataException>(() => Load(longer, Packed)).Message);
        using var missing = new LoopbackServer(_ => Reply.NotFound);
        Assert.Contains("the server answered 404 Not Found.", Assert.Throws<DataException>(() => Load(missing, Packed)).Message);
    }

    [Fact]
    public void An_archive_of_other_files_is_told_and_none_gets_its_name()
    {
        byte[] lacking = Tar(("a.bin", A)), changed = Tar(("a.bin", [.. A[..^1], 77]), ("b.bin", B));
        using var first = new LoopbackServer(_ => new(lacking));
        Assert.Contains("it lacks b.bin.", Assert.Throws<DataException>(() => Load(first, lacking)).Message);
        File.Delete(cache["packed", "a.bin"]);
        using var second = new LoopbackServer(_ => new(changed));
        Assert.Contains($"a.bin in it has SHA-256 {Hash([.. A[..^1], 77])}; {Hash(A)} was expected.", Assert.Throws<DataException>(() => Load(second, changed)).Message);
        Assert.False(File.Exists(cache["packed", "a.bin"]));
    }

    [Fact]
    public void A_silent_server_is_given_up()
    {
        using var server = new LoopbackServer(_ => new(Packed[..50], Length: Packed.Length, Stalls: true));
        var info = new Set(Packed, server.Address);
        var download = new Download(info, new(null, cache.Path)) { Patience = TimeSpan.FromSeconds(0.3) };
        Assert.Contains("packed.tar.gz: nothing arrived for 0.3 s.", Assert.Throws<DataException>(() => download.Run(null, default)).Message);
    }

    private void Load(LoopbackServer server, byte[] archive, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default) =>
        Datasets.Load(new Set(archive, server.Address), progress, new(null, cache.Path), cancel);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(memory, CompressionLevel.Optimal), TarEntryFormat.Ustar))
            foreach (var (name, content) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return memory.ToArray();
    }

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.Bytes > 0)
                cancel.Cancel();
        }
    }

    private sealed class Set(byte[] archive, string mirror) : DatasetInfo
    {
        public override string Name => "packed";

        public override string Description => "";

        public override string Licence => "";

        public override IReadOnlyList<string> Mirrors => [mirror];

        public override IReadOnlyList<DataFile> Files { get; } = [new("a.bin", 0, null), new("b.bin", 0, null)];

        public override DataArchive? Archive { get; } = new("packed.tar.gz", archive.Length, Hash(archive), [new("a.bin", A.Length, Hash(A)), new("b.bin", B.Length, Hash(B))]);

        protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder)
        {
            var images = new ImageDataset("packed", File.ReadAllBytes(Path.Combine(folder, "b.bin")), [0], channels: 3, 1, 1, ["a"]);
            return (images, images);
        }
    }
}
