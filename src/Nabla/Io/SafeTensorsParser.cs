using System.Text;
using System.Text.Json;

namespace Nabla.Io;

/// <summary>Reads the JSON of a safetensors header token by token, without trusting it.</summary>
/// <remarks>Strict where the format is: whole numbers, no key twice, text only beside the tensors. Unknown members of an entry are passed over, as in the reference implementation.</remarks>
internal ref struct SafeTensorsParser(ReadOnlySpan<byte> header, string file)
{
    private readonly string file = file;
    private Utf8JsonReader json = new(header, new JsonReaderOptions { MaxDepth = 64 });

    internal (List<SafeTensorsEntry> Entries, Dictionary<string, string> Metadata) Parse()
    {
        var entries = new List<SafeTensorsEntry>();
        var names = new HashSet<string>();
        Dictionary<string, string> metadata = [];
        Next(JsonTokenType.StartObject, "", "the header");
        while (NextProperty("", "the header") is { } name)
        {
            if (!names.Add(name))
                throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} stands twice in its header");
            if (name == SafeTensorsHeader.MetadataName)
                metadata = Texts();
            else
                entries.Add(Entry(name));
        }

        json.Read();                                     // throws if anything but white space follows
        return (entries, metadata);
    }

    private Dictionary<string, string> Texts()
    {
        var texts = new Dictionary<string, string>();
        Next(JsonTokenType.StartObject, "", SafeTensorsHeader.MetadataName);
        while (NextProperty("", SafeTensorsHeader.MetadataName) is { } key)
        {
            Next(JsonTokenType.String, key, " in " + SafeTensorsHeader.MetadataName);
            if (!texts.TryAdd(key, json.GetString()!))
                throw SafeTensors.Corrupt(file, $"{InputFile.Quote(key)} stands twice in {SafeTensorsHeader.MetadataName}");
        }

        return texts;
    }

    private SafeTensorsEntry Entry(string name)
    {
        string? type = null;
        Shape? shape = null;
        (long Begin, long End)? offsets = null;
        Next(JsonTokenType.StartObject, name);
        while (NextProperty(name) is { } key)
        {
            if (key switch { "dtype" => type is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false })
                throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} has {key} twice");
            switch (key)
            {
                case "dtype":
                    Next(JsonTokenType.String, name, ".dtype");
                    type = json.GetString();
                    break;
                case "shape":
                    shape = Sizes(name);
                    break;
                case "data_offsets":
                    Next(JsonTokenType.StartArray, name, ".data_offsets");
                    offsets = (Whole(name, "an offset", long.MaxValue), Whole(name, "an offset", long.MaxValue));
                    Next(JsonTokenType.EndArray, name, ".data_offsets");
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (type is null || shape is null || offsets is null)
            throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} has no {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        return Checked(name, type, shape.Value, offsets.Value.Begin, offsets.Value.End);
    }

    private readonly SafeTensorsEntry Checked(string name, string type, Shape shape, long begin, long end)
    {
        var known = Array.Find(SafeTensorsType.All, t => t.Name == type)
            ?? throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} has element type {InputFile.Quote(type)}; known are {string.Join(", ", SafeTensorsType.All.Select(t => t.Name))}");
        if (shape.Count > long.MaxValue / 64)
            throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} of shape {shape} claims more bytes than a file can hold");
        long bits = shape.Count * known.Bits;
        if (bits % 8 != 0 || end < begin || end - begin != bits / 8)
            throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} of shape {shape} and type {type} takes {bits / 8.0} bytes, its offsets are {begin} to {end}");
        return new(name, known, shape, begin, end);
    }

    private Shape Sizes(string name)
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        int rank = 0;
        Next(JsonTokenType.StartArray, name, ".shape");
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (rank == Shape.MaxRank)
                throw new DataException(file, $"{InputFile.Quote(name)} has more than {Shape.MaxRank} dimensions, the most that a tensor has. Merge some before saving.");
            sizes[rank++] = (int)Current(name, "a size", int.MaxValue);
        }

        try
        {
            return new(sizes[..rank]);
        }
        catch (ShapeException e)
        {
            throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} of shape ({string.Join(", ", sizes[..rank].ToArray())}) claims more than 2^63 elements", e);
        }
    }

    private long Whole(string name, string what, long max)
    {
        json.Read();
        return Current(name, what, max);
    }

    private readonly long Current(string name, string what, long max)
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long n) && n >= 0 && n <= max)
            return n;
        string found = json.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(40, json.ValueSpan.Length)]) : json.TokenType.ToString();
        throw SafeTensors.Corrupt(file, $"{InputFile.Quote(name)} has {what} that is no whole number from 0 to {(max == int.MaxValue ? "2^31 - 1" : "2^63 - 1")}: {found}");
    }

    private void Next(JsonTokenType expected, string name, string member = "")
    {
        json.Read();
        if (json.TokenType != expected)
            throw SafeTensors.Corrupt(file, $"{Where(name, member)} has {json.TokenType} where {expected} was expected");
    }

    private string? NextProperty(string name, string member = "")
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return null;
        return json.TokenType == JsonTokenType.PropertyName ? json.GetString() : throw SafeTensors.Corrupt(file, $"{Where(name, member)} has {json.TokenType} where a name was expected");
    }

    private static string Where(string name, string member) => (name.Length > 0 ? InputFile.Quote(name) : "") + member;
}
