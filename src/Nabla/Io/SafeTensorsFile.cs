using Microsoft.Win32.SafeHandles;

namespace Nabla.Io;

/// <summary>An open safetensors file: the header is read and checked at once, each tensor only when asked for.</summary>
/// <remarks>
/// So a file larger than memory opens, and single tensors load from it. Threads may load at the same time. Data is read
/// at its place in the file (not by a memory mapping, which kills the process when another one shortens the file: docs/adr).
/// Limits: see <see cref="SafeTensors"/>.
/// </remarks>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly FileStream file;
    private readonly SafeFileHandle handle;
    private readonly string path;
    private readonly SafeTensorsHeader header;
    private readonly Dictionary<string, SafeTensorsEntry> entries;

    private SafeTensorsFile(FileStream file, string path)
    {
        (this.file, this.path) = (file, path);
        header = SafeTensorsHeader.Read(file, path);
        handle = file.SafeFileHandle;                    // asking moves the stream's position: once, not in threads
        entries = header.Entries.ToDictionary(e => e.Name);
        Names = [.. header.Entries.Select(e => e.Name)];
    }

    /// <summary>The tensors' names, in the order of their data.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The text beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>Opens a file and checks its header; a <see cref="DataException"/> if it is missing or not sound.</summary>
    public static SafeTensorsFile Open(string path)
    {
        var file = InputFile.Open(path);
        try
        {
            return new(file, path);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is EndOfStreamException)
                throw SafeTensors.Corrupt(path, "it was cut off while it was read", e);
            if (e is IOException)
                throw InputFile.Unreadable(path, e);
            throw;
        }
    }

    /// <summary>Type, shape and size of one tensor.</summary>
    public TensorInfo Info(string name) => Find(name).Info;

    /// <summary>Reads one tensor, guarded by the collector; only it takes memory. F16 and BF16 stay as they are unless <paramref name="widen"/>.</summary>
    public Tensor Load(string name, bool widen = true) => Load(Find(name), widen);

    /// <summary>Reads all tensors. F16 and BF16 stay as they are unless <paramref name="widen"/>.</summary>
    public Dictionary<string, Tensor> Load(bool widen = true)
    {
        InputFile.CheckMemory(path, "the file", header.MemoryBytes(widen));
        return header.Entries.ToDictionary(e => e.Name, e => Load(e, widen));
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose() => file.Dispose();

    private SafeTensorsEntry Find(string name) => entries.TryGetValue(name, out var e) ? e
        : throw new DataException(path, $"holds no tensor {InputFile.Quote(name)}; it holds {entries.Count}, among them {string.Join(", ", Names.Take(5).Select(InputFile.Quote))}. Check the name against Names.");

    private Tensor Load(SafeTensorsEntry e, bool widen)
    {
        long at = header.DataBegin + e.Begin;
        try
        {
            return e.Load(path, to =>
            {
                for (int n; to.Length > 0; to = to[n..], at += n)
                    if ((n = RandomAccess.Read(handle, to, at)) == 0)
                        throw SafeTensors.Corrupt(path, $"it was cut off at byte {at} while it was read");
            }, widen);
        }
        catch (IOException x)
        {
            throw InputFile.Unreadable(path, x);
        }
    }
}
