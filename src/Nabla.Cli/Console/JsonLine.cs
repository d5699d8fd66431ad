using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nabla.Cli;

/// <summary>One JSON object on one line: <c>{"event":…}</c>, what <c>--json</c> and <c>metrics.jsonl</c> consist of.</summary>
internal static class JsonLine
{
    // Paths and names stay readable; nothing here is pasted into HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(string kind, Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, s_options))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <summary>A number; null when it is not finite, which JSON cannot say: the writer's own methods throw then.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteFiniteValue(value);
    }

    /// <summary>A number of an array; null when it is not finite.</summary>
    internal static void WriteFiniteValue(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    /// <summary>Reads what <see cref="WriteFinite"/> wrote: NaN for null.</summary>
    internal static double Finite(this JsonElement e) => e.ValueKind == JsonValueKind.Null ? double.NaN : e.GetDouble();

    internal static void WriteNumbers(this Utf8JsonWriter json, string name, params ReadOnlySpan<int> values)
    {
        json.WriteStartArray(name);
        foreach (int v in values)
            json.WriteNumberValue(v);
        json.WriteEndArray();
    }

    /// <summary>Numbers; null for those that are not finite.</summary>
    internal static void WriteNumbers(this Utf8JsonWriter json, string name, params ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double v in values)
            json.WriteFiniteValue(v);
        json.WriteEndArray();
    }

    internal static void WriteStrings(this Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string v in values)
            json.WriteStringValue(v);
        json.WriteEndArray();
    }
}
