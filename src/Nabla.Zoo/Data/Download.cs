using System.IO.Compression;
using System.Security.Cryptography;
using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>How far a download is.</summary>
/// <param name="Dataset">What is downloaded.</param>
/// <param name="Folder">Where to.</param>
/// <param name="Bytes">What has arrived; 0 in the first report, before anything is asked of the network.</param>
/// <param name="Total">What there is to download.</param>
public readonly record struct DownloadProgress(string Dataset, string Folder, long Bytes, long Total);

/// <summary>Downloads the missing files of a data set to the cache, each checked before it gets its name.</summary>
internal sealed class Download(DatasetInfo info, DataPlaces places)
{
    private readonly string folder = places.CacheOf(info.Place);
    private readonly IReadOnlyList<string> mirrors = places.Mirror is { } mirror ? [$"{mirror.TrimEnd('/')}/{info.Place}/"] : info.Mirrors;
    private long arrived;

    /// <summary>How long a mirror may be silent.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Downloads, and tells the folder.</summary>
    internal string Run(IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        DataFile[] missing = [.. info.Files.Where(f => DataPlaces.Locate(folder, f.Name) is null)];
        if (mirrors.Count == 0)
            throw new DataException(info.Name, $"{string.Join(", ", missing.Select(f => f.Name))} is missing, and nothing can be downloaded. Put the files into $NABLA_DATA/{info.Place}/.");
        if (mirrors.FirstOrDefault(m => !Uri.TryCreate(m, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0) is { } bad)
            throw new DataException("NABLA_MIRROR", $"'{bad}' is no address that can be downloaded from. Give one that begins with http:// or https://, or unset NABLA_MIRROR.");
        long total = info.Archive?.Bytes ?? missing.Sum(f => f.Bytes);
        progress?.Report(new(info.Name, folder, 0, total));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(folder, $"could not be created: {e.Message} Set XDG_CACHE_HOME, or put the files into $NABLA_DATA/{info.Place}/.", e);
        }

        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        if (info.Archive is { } archive)
        {
            new ArchiveDownload(info, archive, mirrors, folder) { Patience = Patience }.Run(http, progress, cancel);
            return folder;
        }

        foreach (var file in missing)
        {
            long before = arrived;
            Fetch(http, file, n => progress?.Report(new(info.Name, folder, arrived = before + n, total)), cancel);
        }

        progress?.Report(new(info.Name, folder, total, total));       // a mirror that compresses differently sent more or less
        return folder;
    }

    private void Fetch(HttpClient http, DataFile file, Action<long> progress, CancellationToken cancel)
    {
        List<string> failures = [];
        foreach (string mirror in mirrors)
            try
            {
                AtomicFile.Write(Path.Combine(folder, file.Name), to => Fetch(http, mirror + file.Name, file, to, progress, cancel));
                return;
            }
            catch (DataException e) when (e.Op != folder)               // of the file, not of what Store tells
            {
                throw new DataException(e.Op, $"{e.Message[(e.Op.Length + 2)..]} Or set XDG_CACHE_HOME to another folder, or put the files into $NABLA_DATA/{info.Place}/.", e);
            }
            catch (MirrorException e)
            {
                failures.Add($"{mirror}{file.Name}: {e.Message}");
            }

        throw new DataException(info.Name, $"could not be downloaded. {string.Join(" ", failures)} Nothing half-written was kept. Try again, or put {string.Join(", ", info.Files.Select(f => f.Name))} into {folder} or $NABLA_DATA/{info.Place}/.");
    }

    // In one pass: what arrives is written and, decompressed, hashed.
    private void Fetch(HttpClient http, string address, DataFile file, Stream to, Action<long> progress, CancellationToken cancel)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        watch.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead, watch.Token);
            using var abort = watch.Token.Register(response.Dispose);
            if (!response.IsSuccessStatusCode)
                throw new MirrorException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}.");
            long n = 0;
            using var packed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var body = new TappedStream(response.Content.ReadAsStream(watch.Token), piece =>
            {
                watch.CancelAfter(Patience);
                Store(to, piece);
                packed.AppendData(piece);
                progress(n += piece.Length);
            });
            string content = Hash(body, zipped: file.Name.EndsWith(".gz", StringComparison.Ordinal)), whole = Convert.ToHexStringLower(packed.GetHashAndReset());
            if (file.Packed is not null && whole != file.Packed)
                throw new MirrorException($"{n:N0} bytes arrived whose SHA-256 is {whole}; {file.Packed} was expected.");
            if (file.Packed is null && content != file.Sha256)
                throw new MirrorException($"{n:N0} bytes arrived whose content has SHA-256 {content}; {file.Sha256} was expected.");
        }
        catch (Exception e) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The download was cancelled.", e, cancel);
        }
        catch (Exception e) when (watch.IsCancellationRequested)
        {
            throw new MirrorException($"nothing arrived for {Patience.TotalSeconds:0.#} s ({e.Message}).");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw new MirrorException($"{e.Message}{(e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $" ({inner.Message})" : "")}.");
        }
    }

    private static string Hash(Stream body, bool zipped)
    {
        using var content = zipped ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : body;
        byte[] hash = SHA256.HashData(content);
        body.CopyTo(Stream.Null);                             // what stands behind the compressed part belongs to the file
        return Convert.ToHexStringLower(hash);
    }

    private void Store(Stream to, ReadOnlySpan<byte> piece)
    {
        try
        {
            to.Write(piece);
        }
        catch (IOException e)
        {
            throw new DataException(folder, $"could not be written to: {e.Message} Make room, or set XDG_CACHE_HOME to another disk.", e);
        }
    }

    /// <summary>One mirror failed; the next may not.</summary>
    private sealed class MirrorException(string message) : Exception(message);
}
