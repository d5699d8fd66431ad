using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>Downloads an archive to the cache, goes on where an earlier try stopped, checks it, and takes its files out.</summary>
/// <remarks>What has arrived lies in <c>NAME.part</c>; the files get their names, each at once, when the whole archive has its SHA-256.</remarks>
internal sealed class ArchiveDownload(DatasetInfo info, DataArchive archive, IReadOnlyList<string> mirrors, string folder)
{
    private readonly string part = Path.Combine(folder, archive.Name + ".part");

    /// <summary>How long a mirror may be silent.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    internal void Run(HttpClient http, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        List<string> failures = [];
        foreach (string mirror in mirrors)
            try
            {
                Fetch(http, mirror + archive.Name, progress, cancel);
                Unpack(cancel);
                File.Delete(part);
                return;
            }
            catch (Exception e) when (cancel.IsCancellationRequested && e is not DataException)
            {
                throw new OperationCanceledException("The download was cancelled.", e, cancel);
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or InvalidDataException or OperationCanceledException or EndOfStreamException)
            {
                failures.Add($"{mirror}{archive.Name}: {(e is OperationCanceledException ? $"nothing arrived for {Patience.TotalSeconds:0.#} s" : e.Message.TrimEnd('.'))}.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DataException(folder, $"could not be written to: {e.Message} Make room, or set XDG_CACHE_HOME to another folder, or put the files into $NABLA_DATA/{info.Place}/.", e);
            }

        throw new DataException(info.Name, $"could not be downloaded. {string.Join(" ", failures)} What has arrived is kept: try again, or put {string.Join(", ", archive.Files.Select(f => f.Name))}{(info.Unpacked is { } unpacked ? $", or the folder {unpacked} with them," : "")} into $NABLA_DATA/{info.Place}/.");
    }

    private void Fetch(HttpClient http, string address, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        watch.CancelAfter(Patience);
        using var to = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (to.Length > archive.Bytes)
            to.SetLength(0);
        if (to.Length < archive.Bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (to.Length > 0)
                request.Headers.Range = new RangeHeaderValue(to.Length, null);
            using var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead, watch.Token);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");
            if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != to.Length)
                to.SetLength(0);                                            // a server that cannot go on begins again
            to.Position = to.Length;
            using var abort = watch.Token.Register(response.Dispose);
            using var body = response.Content.ReadAsStream(watch.Token);
            Copy(body, to, progress, watch);
        }

        to.Position = 0;
        string hash = Convert.ToHexStringLower(SHA256.HashData(to));
        if (hash == archive.Sha256)
            return;
        long length = to.Length;
        if (length >= archive.Bytes)
            to.SetLength(0);                                                // whole, but another file
        throw new InvalidDataException($"{length:N0} of {archive.Bytes:N0} bytes arrived whose SHA-256 is {hash}; {archive.Sha256} was expected");
    }

    private void Copy(Stream body, FileStream to, IProgress<DownloadProgress>? progress, CancellationTokenSource watch)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int n; (n = body.Read(buffer)) > 0;)
            {
                watch.CancelAfter(Patience);
                to.Write(buffer, 0, n);
                progress?.Report(new(info.Name, folder, to.Length, archive.Bytes));
                if (to.Length > archive.Bytes)
                    throw new InvalidDataException($"more than {archive.Bytes:N0} bytes arrived");
            }
        }
        catch (Exception e) when (watch.IsCancellationRequested)
        {
            throw new OperationCanceledException("nothing arrived", e);
        }
    }

    // Names of folders in the archive do not matter, so nothing can be written outside of ours.
    private void Unpack(CancellationToken cancel)
    {
        using var file = File.OpenRead(part);
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        var missing = archive.Files.ToDictionary(f => f.Name);
        while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            if (entry.DataStream is not { } data || !missing.Remove(Path.GetFileName(entry.Name), out var known))
                continue;
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            AtomicFile.Write(Path.Combine(folder, known.Name), to =>
            {
                using var tapped = new TappedStream(data, piece => sha.AppendData(piece));
                tapped.CopyTo(to);
                if (Convert.ToHexStringLower(sha.GetHashAndReset()) is var hash && hash != known.Sha256)
                    throw new InvalidDataException($"{known.Name} in it has SHA-256 {hash}; {known.Sha256} was expected");
            });
        }

        if (missing.Count > 0)
            throw new InvalidDataException($"it lacks {string.Join(", ", missing.Keys)}");
    }
}
