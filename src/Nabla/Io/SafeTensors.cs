using System.Buffers.Binary;

namespace Nabla.Io;

/// <summary>Reads and writes named tensors in Hugging Face's safetensors format.</summary>
/// <remarks>
/// Eight bytes: the header's length, little-endian; the header in JSON: name → dtype, shape, data_offsets; the data,
/// row-major, little-endian, without gap or overlap. Limits: header 100,000,000 bytes (as in the reference
/// implementation), sizes below 2^31, eight dimensions. F16 and BF16 load as F32 unless <c>widen</c> is false; I8, I16 and
/// U16 as I32; U32 and U64 as I64: every value exactly. F8, F6, F4 and C64 are refused by name. Memory taken: the tensors, and 32 bytes for each of the header's.
/// </remarks>
public static class SafeTensors
{
    /// <summary>The largest header that is read or written: the limit of the reference implementation.</summary>
    internal const int MaxHeader = 100_000_000;

    /// <summary>Writes tensors under their names, atomically, with optional text beside them. No second copy of a tensor is made.</summary>
    /// <remarks>Larger elements first, then by name, so that every tensor lies aligned. <c>__metadata__</c> is no name for a tensor.</remarks>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, s => Write(s, tensors, metadata));

    /// <summary>Writes to a stream, front to back.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (tensors is null)
            throw new NablaException("safetensors", "no tensors were given (null); tensors under their names were expected. Give some, or none.");
        foreach (var (name, tensor) in tensors)
            Tensor.CheckGiven("safetensors", $"tensor {InputFile.Quote(name)}", tensor);
        string[] names = [.. tensors.Keys.OrderByDescending(n => tensors[n].DType.Size()).ThenBy(n => n, StringComparer.Ordinal)];
        byte[] header = SafeTensorsHeader.Compose(names, tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (string name in names)
            Elements.Write(stream, tensors[name]);
    }

    /// <summary>Reads all tensors of a file; each is guarded by the collector. <see cref="SafeTensorsFile"/> reads single ones.</summary>
    public static Dictionary<string, Tensor> Load(string path, bool widen = true) => Load(path, out _, widen);

    /// <summary>Reads all tensors of a file, and the text beside them.</summary>
    public static Dictionary<string, Tensor> Load(string path, out Dictionary<string, string> metadata, bool widen = true)
    {
        using var file = SafeTensorsFile.Open(path);
        metadata = new(file.Metadata);
        return file.Load(widen);
    }

    /// <summary>Reads from a stream that can tell its length; <paramref name="name"/> stands in errors.</summary>
    public static Dictionary<string, Tensor> Read(Stream stream, string name, out Dictionary<string, string> metadata, bool widen = true)
    {
        try
        {
            var header = SafeTensorsHeader.Read(stream, name);
            metadata = header.Metadata;
            InputFile.CheckMemory(name, "the file", header.MemoryBytes(widen));
            return header.Entries.ToDictionary(e => e.Name, e => e.Load(name, stream.ReadExactly, widen));
        }
        catch (EndOfStreamException e)
        {
            throw Corrupt(name, "it ends before its last byte", e);
        }
        catch (IOException e)
        {
            throw InputFile.Unreadable(name, e);
        }
    }

    internal static DataException Corrupt(string file, string what, Exception? inner = null) =>
        new(file, $"is not a sound safetensors file: {what}. Get the file again.", inner);
}
