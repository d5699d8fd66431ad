using System.Buffers.Binary;
using System.Text.Json;

namespace Nabla.Io;

/// <summary>Reads and writes named tensors in Hugging Face's safetensors format.</summary>
/// <remarks>Eight bytes: the header's length, little-endian; the header in JSON: name → dtype, shape, data_offsets; the data, row-major, little-endian.</remarks>
public static class SafeTensors
{
    private const int MaxHeader = 100_000_000;         // the limit of the reference implementation

    /// <summary>Writes tensors under their names, sorted, atomically, with optional text beside them.</summary>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, s => Write(s, tensors, metadata));

    /// <summary>Writes to a stream.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        string[] names = [.. tensors.Keys.Order(StringComparer.Ordinal)];
        byte[] header = SafeTensorsHeader.Compose(names, tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (string name in names)
        {
            using var scope = new Scope();
            WriteData(stream, tensors[name].Contiguous());
        }
    }

    /// <summary>Reads all tensors of a file; each is guarded by the collector.</summary>
    public static Dictionary<string, Tensor> Load(string path) => Load(path, out _);

    /// <summary>Reads all tensors of a file, and the text beside them.</summary>
    public static Dictionary<string, Tensor> Load(string path, out Dictionary<string, string> metadata)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, out metadata);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be read: {e.Message} Check the path.", e);
        }
    }

    /// <summary>Reads from a stream that can tell its length; <paramref name="name"/> stands in errors.</summary>
    public static unsafe Dictionary<string, Tensor> Read(Stream stream, string name, out Dictionary<string, string> metadata)
    {
        long size = stream.Length;
        Span<byte> length = stackalloc byte[8];
        if (size < 8)
            throw Corrupt(name, $"it has {size} bytes, at least 8 were expected");
        stream.ReadExactly(length);
        long headerSize = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerSize < 2 || headerSize > Math.Min(MaxHeader, size - 8))
            throw Corrupt(name, $"its header claims {headerSize} bytes of {size}");
        byte[] header = new byte[headerSize];
        stream.ReadExactly(header);
        long dataSize = size - 8 - headerSize;
        try
        {
            var entries = SafeTensorsHeader.Parse(header, dataSize, name, out metadata);
            var result = new Dictionary<string, Tensor>(entries.Count);
            foreach (var e in entries)
            {
                var t = Tensor.Persistent(e.Shape, e.Type);
                var bytes = (byte*)t.View.Address;
                for (long at = 0; at < e.Bytes; at += 1 << 20)
                    stream.ReadExactly(new Span<byte>(bytes + at, (int)Math.Min(1 << 20, e.Bytes - at)));
                GC.KeepAlive(t);
                result.Add(e.Name, t);
            }

            return result;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ShapeException or KeyNotFoundException or EndOfStreamException)
        {
            throw new DataException(name, $"is not a sound safetensors file: {e.Message} Get the file again.", e);
        }
    }

    internal static DataException Corrupt(string file, string what) =>
        new(file, $"is not a sound safetensors file: {what}. Get the file again.");

    private static unsafe void WriteData(Stream stream, Tensor t)
    {
        long bytes = t.Shape.Count * t.DType.Size();
        var p = (byte*)t.View.Address;
        for (long at = 0; at < bytes; at += 1 << 20)
            stream.Write(new ReadOnlySpan<byte>(p + at, (int)Math.Min(1 << 20, bytes - at)));
        GC.KeepAlive(t);
    }
}
