using System.IO.Compression;

namespace Nabla.Zoo.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder cache = new();
    private readonly Reports reports = new();

    public void Dispose() => cache.Dispose();

    [Theory]
    [InlineData("ftp://host/data")]
    [InlineData("foo")]
    [InlineData("http://")]
    public void A_mirror_that_is_no_web_address_is_named(string mirror)
    {
        using var cache = new TemporaryFolder();
        string error = Assert.Throws<DataException>(() => Datasets.Load(new Stripes { Addresses = [] }, null, new(null, cache.Path, mirror))).Message;
        Assert.StartsWith($"NABLA_MIRROR: '{mirror.TrimEnd('/')}/", error);
        Assert.EndsWith("is no address that can be downloaded from. Give one that begins with http:// or https://, or unset NABLA_MIRROR.", error);
    }

    [Fact]
    public void A_set_is_downloaded_once_with_its_size_told_first()
    {
        using var server = Serve(name => new(Stripes.Zipped[name]));
        var (train, test) = Load(server);
        Assert.Equal((5, 3), (train.Count, test.Count));
        Assert.Equal(4, server.Requests.Count);
        long total = Stripes.Zipped.Values.Sum(f => (long)f.Length);
        Assert.Equal(new("stripes", cache["stripes"], 0, total), reports[0]);
        Assert.Equal(total, reports[^1].Bytes);
        Assert.Equal(reports.Select(r => r.Bytes).Order(), reports.Select(r => r.Bytes));
        Assert.Equal(Stripes.Zipped["b-images.gz"], File.ReadAllBytes(cache["stripes", "b-images.gz"]));

        Load(server);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public void What_the_cache_has_already_is_not_asked_for()
    {
        cache.Put("stripes", Stripes.Zipped.Where(f => f.Key[0] == 'a'));
        using var server = Serve(name => new(Stripes.Zipped[name]));
        Load(server);
        Assert.Equal(["/b-images.gz", "/b-labels.gz"], server.Requests);
    }

    [Fact]
    public void A_mirror_that_compresses_differently_is_as_good()
    {
        using var server = Serve(name => new(Stripes.Zip(Stripes.Raw[name], CompressionLevel.NoCompression)));
        Assert.Equal(5, Load(server).Train.Count);
    }

    [Fact]
    public void The_next_mirror_is_tried()
    {
        using var broken = Serve(_ => Reply.NotFound);
        using var server = Serve(name => new(Stripes.Zipped[name]));
        Assert.Equal(5, Load(broken, server).Train.Count);
    }

    [Fact]
    public void Another_mirror_can_be_named()
    {
        using var server = new LoopbackServer(path => path.StartsWith("/data/stripes/", StringComparison.Ordinal) ? new(Stripes.Zipped[Path.GetFileName(path)]) : Reply.NotFound);
        var (train, _) = Datasets.Load(new Stripes { Addresses = ["http://127.0.0.1:1/"] }, null, new(null, cache.Path, server.Address + "data"));
        Assert.Equal(5, train.Count);
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "missing", "the server answered 404 Not Found." },
        { "other", "bytes arrived whose content has SHA-256" },
        { "damaged", "a-images.gz: " },
        { "truncated", "bytes arrived whose content|unexpected end|truncated" },
        { "cut", "ended prematurely" },
        { "empty", "bytes arrived whose content" },
        { "stalled", "nothing arrived for 0.3 s" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_bad_mirror_is_reported_and_nothing_half_written_stays(string kind, string message)
    {
        byte[] good = Stripes.Zipped["a-images.gz"];
        using var server = Serve(_ => kind switch
        {
            "missing" => Reply.NotFound,
            "other" => new(Stripes.Zip([1, 2, 3])),
            "damaged" => new([.. good[..15], 0xFF, 0xFF, .. good[17..]]),
            "truncated" => new(good[..^20]),
            "cut" => new(good[..^20], Length: good.Length),
            "empty" => new([]),
            _ => new(good[..^20], Length: good.Length, Stalls: true),
        });
        var info = new Stripes { Addresses = [server.Address] };
        var download = new Download(info, new(null, cache.Path)) { Patience = TimeSpan.FromSeconds(kind == "stalled" ? 0.3 : 60) };
        string error = Assert.Throws<DataException>(() => download.Run(null, default)).Message;
        Assert.StartsWith($"stripes: could not be downloaded. {server.Address}a-images.gz: ", error);
        Assert.Contains(message.Split('|'), m => error.Contains(m, StringComparison.Ordinal));
        Assert.EndsWith($"Try again, or put a-images.gz, a-labels.gz, b-images.gz, b-labels.gz into {cache["stripes"]} or $NABLA_DATA/stripes/.", error);
        Assert.Empty(Directory.GetFiles(cache["stripes"]));
    }

    [Fact]
    public void Offline_the_error_names_where_to_put_the_files()
    {
        string address;
        using (var server = Serve(_ => Reply.NotFound))
            address = server.Address;
        string error = Assert.Throws<DataException>(() => Datasets.Load(new Stripes { Addresses = [address] }, reports, new(null, cache.Path))).Message;
        Assert.Contains("refused", error);
        Assert.Contains($"put a-images.gz, a-labels.gz, b-images.gz, b-labels.gz into {cache["stripes"]}", error);
        Assert.Single(reports);
    }

    [Fact]
    public void A_download_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        byte[] half = Stripes.Zipped["a-images.gz"][..40];
        using var server = Serve(_ => new(half, Length: 1000, Stalls: true));
        var progress = new Reports { Then = r => { if (r.Bytes > 0) cancel.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => Datasets.Load(new Stripes { Addresses = [server.Address] }, progress, new(null, cache.Path), cancel.Token));
        Assert.Empty(Directory.GetFiles(cache["stripes"]));
    }

    [Fact]
    public void A_cache_that_cannot_be_made_is_named()
    {
        File.WriteAllText(cache["file"], "");
        using var server = Serve(_ => Reply.NotFound);
        string error = Assert.Throws<DataException>(() => Datasets.Load(new Stripes { Addresses = [server.Address] }, null, new(null, cache["file"]))).Message;
        Assert.Contains("could not be created", error);
        Assert.Contains("XDG_CACHE_HOME", error);
    }

    private static LoopbackServer Serve(Func<string, Reply> file) => new(path => file(path[1..]));

    private (ImageDataset Train, ImageDataset Test) Load(params LoopbackServer[] servers) =>
        Datasets.Load(new Stripes { Addresses = [.. servers.Select(s => s.Address)] }, reports, new(null, cache.Path));

    private sealed class Reports : List<DownloadProgress>, IProgress<DownloadProgress>
    {
        internal Action<DownloadProgress>? Then { get; init; }

        public void Report(DownloadProgress value)
        {
            Add(value);
            Then?.Invoke(value);
        }
    }
}
