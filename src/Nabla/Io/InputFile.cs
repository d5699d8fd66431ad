using System.Text;

namespace Nabla.Io;

/// <summary>Reads exactly as many bytes as the span holds, from where the last call ended.</summary>
internal delegate void ReadBytes(Span<byte> to);

/// <summary>Opens files for the readers, and turns what goes wrong on the way into a <see cref="DataException"/>.</summary>
internal static class InputFile
{
    /// <summary>Opens a file; another process may meanwhile put a new one in its place.</summary>
    internal static FileStream Open(string path)
    {
        CheckPath(path);
        if (Directory.Exists(path))
            throw new DataException(path, "is a folder; a file was expected. Name the file inside it.");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.CanSeek)
                return file;
            file.Dispose();
            throw new DataException(path, "is a device or a pipe; a file with a length was expected. Copy it to a file first.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, $"does not exist, looked for as {Path.GetFullPath(path)}. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    internal static void CheckPath(string path)
    {
        if (string.IsNullOrEmpty(path))
            throw new DataException("file", "the path is null or empty; the path of a file was expected. Give one.");
    }

    internal static DataException Unreadable(string path, Exception e) =>
        new(path, $"could not be read: {e.Message} Check the path and its permissions.", e);

    /// <summary>What this process may use, by the machine's memory and the container's limit.</summary>
    internal static void CheckMemory(string file, string what, long bytes)
    {
        if (bytes < 64 << 20)                             // the question below costs more than it saves
            return;
        long usable = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > usable)
            throw new DataException(file, $"{what} takes {bytes:N0} bytes of memory; this process may use {usable:N0}. Load single tensors, or use a larger machine.");
    }

    /// <summary>A name from a file, fit to stand in a message: at most 80 characters, none that a terminal obeys.</summary>
    internal static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, 80)))
            text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Append(name.Length > 80 ? "…'" : "'").ToString();
    }
}
