using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Nabla.Io;

/// <summary>The header of a safetensors file: the entries in the order of their data, and the text beside them.</summary>
internal sealed record SafeTensorsHeader(List<SafeTensorsEntry> Entries, Dictionary<string, string> Metadata, long DataBegin)
{
    internal const string MetadataName = "__metadata__";

    /// <summary>What all tensors take in memory.</summary>
    internal long MemoryBytes(bool widen) =>
        Entries.Select(e => e.MemoryBytes(widen)).Aggregate(0L, (sum, bytes) => sum > long.MaxValue - bytes ? long.MaxValue : sum + bytes);

    /// <summary>Reads and checks the header; afterwards the stream stands at the first tensor's data.</summary>
    internal static SafeTensorsHeader Read(Stream stream, string file)
    {
        long size = stream.Length - stream.Position;
        Span<byte> length = stackalloc byte[8];
        if (size < 8)
            throw SafeTensors.Corrupt(file, $"it has {size} bytes, at least 8 were expected");
        stream.ReadExactly(length);
        ulong headerSize = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (headerSize > SafeTensors.MaxHeader)
            throw SafeTensors.Corrupt(file, $"its header claims {headerSize} bytes; at most {SafeTensors.MaxHeader:N0} are read");
        if ((long)headerSize > size - 8)
            throw SafeTensors.Corrupt(file, $"its header claims {headerSize} bytes of {size - 8} (the file is cut off)");
        byte[] header = new byte[headerSize];
        stream.ReadExactly(header);
        if (header.Length == 0 || header[0] != '{')
            throw SafeTensors.Corrupt(file, "its header does not begin with {");
        if (!Utf8.IsValid(header))
            throw SafeTensors.Corrupt(file, "its header is not UTF-8");
        try
        {
            var (entries, metadata) = new SafeTensorsParser(header, file).Parse();
            CheckCover(entries, size - 8 - header.Length, file);
            return new(entries, metadata, 8 + header.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)     // the latter: half a surrogate pair, escaped
        {
            throw SafeTensors.Corrupt(file, $"its header is not JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    // The format: offsets fill the data exactly, without gap or overlap.
    private static void CheckCover(List<SafeTensorsEntry> entries, long dataSize, string file)
    {
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long at = 0;
        foreach (var e in entries)
        {
            if (e.Begin != at)
                throw SafeTensors.Corrupt(file, $"{InputFile.Quote(e.Name)} begins at byte {e.Begin}, {at} was expected ({(e.Begin < at ? "an overlap" : "a gap")})");
            at = e.End;
            if (at > dataSize)
                throw SafeTensors.Corrupt(file, $"{InputFile.Quote(e.Name)} ends at byte {at} of {dataSize} (the file is cut off)");
        }

        if (at != dataSize)
            throw SafeTensors.Corrupt(file, $"{dataSize - at} bytes follow the last tensor");
    }

    /// <summary>The header for tensors in the given order, padded so that the data begins aligned to eight bytes.</summary>
    internal static byte[] Compose(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(Writable(key), Writable(value));
                json.WriteEndObject();
            }

            long at = 0;
            foreach (string name in names)
            {
                var t = tensors[name];
                if (name == MetadataName)
                    throw new RangeException("safetensors", $"a tensor is named {MetadataName}, which the format keeps for text. Give it another name.");
                json.WriteStartObject(Writable(name));
                json.WriteString("dtype", SafeTensorsType.All.First(k => k.Element == t.DType.Stored()).Name);
                json.WriteStartArray("shape");
                foreach (int n in t.Shape)
                    json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += t.Shape.Count * t.DType.Size());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (memory.Length % 8 != 0)
            memory.WriteByte((byte)' ');
        if (memory.Length > SafeTensors.MaxHeader)
            throw new RangeException("safetensors", $"names and texts take {memory.Length:N0} bytes; the format allows {SafeTensors.MaxHeader:N0}. Save fewer tensors in a file.");
        return memory.ToArray();
    }

    // Half a surrogate pair would be written as another character, and two names could become one.
    private static string Writable(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new RangeException("safetensors", $"{InputFile.Quote(text)} holds half a surrogate pair, which UTF-8 cannot express. Use whole characters.");
        return text;
    }
}
