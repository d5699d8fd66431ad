using System.Globalization;

namespace Nabla.Io;

/// <summary>Writes a file so that its name never shows a half-written one: temporary file, flush to disk, rename.</summary>
/// <remarks>
/// After an error, a full disk or a killed process, the name shows the old file, whole. The temporary file lies beside it as
/// <c>NAME.PROCESS.NUMBER.tmp</c>, locked while its writer lives; what crashed writers left is removed by the next write of
/// the same name. Threads and processes may write one name at once, the last one stays (on a network file system, where
/// such locks do not hold, one of them may get an error). A symbolic link is replaced, not followed; the old file's access mode is kept. The rename
/// itself reaches the disk when the system writes its folder: .NET cannot flush a folder, so a power failure within those
/// seconds may show the old file again, never a mixture.
/// </remarks>
public static class AtomicFile
{
    private static int number;

    /// <summary>Calls <paramref name="write"/> on a temporary file beside <paramref name="path"/>, then renames it. On an error the old file stays.</summary>
    public static void Write(string path, Action<Stream> write) => Write(path, write, file => file);

    /// <summary>The same, through a stream that a test puts around the file.</summary>
    internal static void Write(string path, Action<Stream> write, Func<Stream, Stream> around)
    {
        InputFile.CheckPath(path);
        if (Directory.Exists(path))
            throw new DataException(path, "is a folder; a file name was expected. Name a file inside it.");
        FileStream? file = null;
        bool done = false;
        try
        {
            RemoveLeftovers(path);
            file = CreateTemporary(path);
            var stream = around(file);
            write(stream);
            stream.Flush();
            file.Flush(flushToDisk: true);
            File.Move(file.Name, path, overwrite: true);          // before the lock ends, so that no other writer takes it for a leftover
            done = true;
        }
        catch (DirectoryNotFoundException e)
        {
            throw new DataException(path, "could not be written: its folder does not exist. Create it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsTooLarge(e))
        {
            throw new DataException(path, $"could not be written: {Words(e, path)} What was there before is unchanged. Check the folder's permissions and the free space.", e);
        }
        finally
        {
            Close(file, delete: !done);
        }
    }

    // What the system says, under the name that was asked for and not the temporary one.
    private static string Words(Exception e, string path)
    {
        string words = e.Message, name = Path.GetFileName(path);
        int end = words.IndexOf(".tmp'", StringComparison.Ordinal), start = end < 0 ? -1 : words.LastIndexOf(name, end, StringComparison.Ordinal);
        words = start < 0 ? words : words[..(start + name.Length)] + words[(end + ".tmp".Length)..];
        return words.EndsWith('.') ? words : words + ".";
    }

    // A write beyond what the file system or the process's limit allows (EFBIG) is this to .NET.
    private static bool IsTooLarge(Exception e) => e is ArgumentOutOfRangeException { ParamName: "value" };

    private static FileStream CreateTemporary(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,     // renamed while open; a reader of the new name need not wait until it is closed
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows() && File.Exists(path))
            options.UnixCreateMode = File.GetUnixFileMode(path);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var file = new FileStream($"{path}.{Environment.ProcessId}.{Interlocked.Increment(ref number)}.tmp", options);
                if (File.Exists(file.Name) || attempt > 3)
                    return file;
                file.Dispose();                          // between creation and lock, another process took it for a leftover
            }
            catch (IOException e) when (attempt < 4 && e is not DirectoryNotFoundException)
            {
                // A crashed process of the same number left that name, or another one holds it to see whether it is a leftover.
            }
        }
    }

    // A temporary file that can be locked has no living writer.
    private static void RemoveLeftovers(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, prefix = Path.GetFileName(path) + ".";
        foreach (string found in Directory.EnumerateFiles(folder, "*.tmp"))
        {
            string name = Path.GetFileName(found);
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || !MayBeLeft(name.AsSpan(prefix.Length)))
                continue;
            try
            {
                new FileStream(found, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or already gone.
            }
        }
    }

    // PROCESS.NUMBER.tmp, but not one of this process, which removes its own.
    private static bool MayBeLeft(ReadOnlySpan<char> rest)
    {
        int dot = rest.IndexOf('.'), end = rest.LastIndexOf('.');
        return dot < end && rest[end..] is ".tmp" && int.TryParse(rest[..dot], NumberStyles.None, null, out int process)
            && int.TryParse(rest[(dot + 1)..end], NumberStyles.None, null, out int n) && (process != Environment.ProcessId || n > Volatile.Read(ref number));
    }

    private static void Close(FileStream? file, bool delete)
    {
        if (file is null)
            return;
        try
        {
            if (delete)
                File.Delete(file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error matters more; the next write of this name removes it.
        }

        try
        {
            file.Dispose();                                       // writes what its buffer still holds: on a full disk, an error again
        }
        catch (Exception e) when (delete && (e is IOException || IsTooLarge(e)))
        {
        }
    }
}
