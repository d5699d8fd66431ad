using System.Text.Json;

namespace Nabla.Io;

/// <summary>The JSON header of a safetensors file: composed in name order, and parsed without trusting it.</summary>
internal static class SafeTensorsHeader
{
    private static readonly (DType Type, string Name)[] Types =
        [(DType.F32, "F32"), (DType.F64, "F64"), (DType.I32, "I32"), (DType.I64, "I64"), (DType.U8, "U8"), (DType.Bool, "BOOL")];

    internal readonly record struct Entry(string Name, DType Type, Shape Shape, long Begin, long Bytes);

    internal static byte[] Compose(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            long at = 0;
            foreach (string name in names)
            {
                var t = tensors[name];
                json.WriteStartObject(name);
                json.WriteString("dtype", Types.First(p => p.Type == t.DType).Name);
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

        while (memory.Length % 8 != 0)                  // data starts aligned, as the format recommends
            memory.WriteByte((byte)' ');
        return memory.ToArray();
    }

    /// <summary>The entries by offset; an error unless they fill the data exactly, without gap or overlap.</summary>
    internal static List<Entry> Parse(byte[] header, long dataSize, string file, out Dictionary<string, string> metadata)
    {
        metadata = [];
        var entries = new List<Entry>();
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
        foreach (var p in json.RootElement.EnumerateObject())
        {
            if (p.Name == "__metadata__")
                foreach (var m in p.Value.EnumerateObject())
                    metadata.Add(m.Name, m.Value.GetString() ?? "");
            else
                entries.Add(ParseEntry(p, file));
        }

        entries.Sort((a, b) => (a.Begin, a.Bytes).CompareTo((b.Begin, b.Bytes)));
        long at = 0;
        foreach (var e in entries)
        {
            if (e.Begin != at)
                throw SafeTensors.Corrupt(file, $"'{e.Name}' begins at byte {e.Begin}, {at} was expected (a gap or an overlap)");
            at += e.Bytes;
            if (at > dataSize)
                throw SafeTensors.Corrupt(file, $"'{e.Name}' ends at byte {at} of {dataSize} (the file is cut off)");
        }

        if (at != dataSize)
            throw SafeTensors.Corrupt(file, $"{dataSize - at} bytes follow the last tensor");
        return entries;
    }

    private static Entry ParseEntry(JsonProperty p, string file)
    {
        string type = p.Value.GetProperty("dtype").GetString() ?? "";
        int known = Array.FindIndex(Types, t => t.Name == type);
        if (known < 0)
            throw SafeTensors.Corrupt(file, $"'{p.Name}' has element type {type}; known are {string.Join(", ", Types.Select(t => t.Name))}");
        var sizes = p.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).ToArray();
        var shape = new Shape(sizes);
        var offsets = p.Value.GetProperty("data_offsets");
        if (offsets.GetArrayLength() != 2)
            throw SafeTensors.Corrupt(file, $"'{p.Name}' has {offsets.GetArrayLength()} offsets, 2 were expected");
        long begin = offsets[0].GetInt64(), bytes = offsets[1].GetInt64() - begin;
        if (begin < 0 || bytes < 0 || shape.Count > long.MaxValue / 8 || bytes != shape.Count * Types[known].Type.Size())
            throw SafeTensors.Corrupt(file, $"'{p.Name}' of shape {shape} and type {type} spans {bytes} bytes from {begin}");
        return new(p.Name, Types[known].Type, shape, begin, bytes);
    }
}
