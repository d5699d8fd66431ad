using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Nabla.Io;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>safetensors: the stream reader, and the file reader, which must agree with it.</summary>
internal sealed class SafeTensorsTarget : FuzzTarget, IDisposable
{
    private readonly TemporaryFolder folder = new();

    internal override byte[][] Seeds { get; } =
    [
        Write(new() { ["w"] = Tensor.Ones([3, 2]), ["i"] = Tensor.Of(1L, 2L), ["b"] = Tensor.Of(true, false, true) }, new() { ["step"] = "12" }),
        Write(new() { ["scalar"] = Tensor.Full([], 2), ["none"] = Tensor.Zeros([0, 4], DType.F64), ["u"] = Tensor.Of<byte>(1, 2, 3) }),
        Write([]),
        Raw("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"q":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[4,5]},"s":{"dtype":"I8","shape":[1,3],"data_offsets":[5,8]}}""", new byte[8]),
    ];

    public void Dispose() => folder.Dispose();

    internal override object Read(byte[] file)
    {
        string path = folder.Put("t", file);
        DataException? refused = null;
        Dictionary<string, Tensor>? whole = null;
        try
        {
            whole = SafeTensors.Load(path);
        }
        catch (DataException e)
        {
            refused = e;
        }

        try
        {
            var streamed = SafeTensors.Read(new MemoryStream(file), path, out _);
            if (refused is not null)
                throw new InvalidOperationException($"the stream reads what the file does not: {refused.Message}");
            return (whole!, streamed);
        }
        catch (DataException e)
        {
            if (refused?.Message != e.Message)
                throw new InvalidOperationException($"the file reads what the stream does not: {e.Message}");
            throw;
        }
    }

    internal override void Check(object read)
    {
        var (whole, streamed) = ((Dictionary<string, Tensor>, Dictionary<string, Tensor>))read;
        byte[] written = Write(whole);
        if (!written.SequenceEqual(Write(streamed)) || !written.SequenceEqual(Write(SafeTensors.Read(new MemoryStream(written), "again", out _))))
            throw new InvalidOperationException("what was read and written reads otherwise");
    }

    /// <summary>Edits the header's JSON; the length before it fits it again, nine times in ten.</summary>
    protected override byte[] MutateStructure(byte[] file, Draws d)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var root = JsonNode.Parse(file.AsSpan(8, length))!.AsObject();
        for (int n = 1 + d.Below(3); n > 0; n--)
            Edit(root, d);
        string header = root.ToJsonString();
        if (d.OneIn(8) && root.Count > 0)                    // a name twice
            header = $"{header[..^1]},{header[1..]}";
        return d.OneIn(10) ? [.. file[..8], .. Encoding.UTF8.GetBytes(header), .. file[(8 + length)..]] : Raw(header, file[(8 + length)..]);
    }

    private static void Edit(JsonNode node, Draws d)
    {
        if (node is JsonObject o && o.Count > 0)
        {
            var (key, value) = o.ElementAt(d.Below(o.Count));
            if (value is not (JsonObject or JsonArray) || d.OneIn(4))
            {
                o.Remove(key);
                if (!d.OneIn(3))
                    o[d.OneIn(3) ? d.Of("dtype", "shape", "data_offsets", "__metadata__", "w", "", "\0\u001b") : key] = Value(value, d);
            }
            else
                Edit(value, d);
        }
        else if (node is JsonArray a)
        {
            if (a.Count == 0 || d.OneIn(4))
                a.Add(Value(null, d));
            else if (d.OneIn(4))
                a.RemoveAt(d.Below(a.Count));
            else
            {
                int i = d.Below(a.Count);
                a[i] = Value(a[i], d);
            }
        }
    }

    private static JsonNode? Value(JsonNode? old, Draws d) => d.Below(12) switch
    {
        0 => null,
        1 => d.OneIn(2),
        2 => "text",
        3 => new JsonArray(1, 2),
        4 => new JsonObject { ["a"] = 1 },
        5 => 1e300,
        6 => Nested(d.Below(100)),
        7 or 8 => d.Of("F64", "F32", "F16", "BF16", "I64", "I16", "I8", "U64", "U32", "U16", "U8", "BOOL", "C64", "F4"),
        _ => d.Length(old is JsonValue v && v.TryGetValue(out long good) ? good : 4),
    };

    private static JsonArray Nested(int depth)
    {
        var a = new JsonArray();
        for (; depth > 0; depth--)
            a = new JsonArray(a);
        return a;
    }

    private static byte[] Raw(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. data];
    }

    private static byte[] Write(Dictionary<string, Tensor> tensors, Dictionary<string, string>? metadata = null)
    {
        using var file = new MemoryStream();
        SafeTensors.Write(file, tensors, metadata);
        return file.ToArray();
    }
}
