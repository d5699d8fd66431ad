using System.Text.Json;

namespace Nabla.Cli;

/// <summary>What a finished run came to: the last JSON line.</summary>
internal sealed record RunEnd(string Model, string Data, int Epochs, long Steps, double Seconds, Scores Test, string Weights, string Run)
{
    /// <summary>The whole line.</summary>
    internal string ToJson() => JsonLine.Of("end", Write);

    /// <summary>Reads what <see cref="ToJson"/> wrote; <paramref name="file"/> stands in errors.</summary>
    internal static RunEnd FromJson(string line, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var e = json.RootElement;
            string Text(string name) => e.GetProperty(name).GetString() ?? "";
            return new(Text("model"), Text("data"), e.GetProperty("epochs").GetInt32(), e.GetProperty("steps").GetInt64(), e.GetProperty("seconds").GetDouble(),
                Scores.Read(e), Text("weights"), Text("run"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DataException(file, $"does not tell how its run ended: {e.Message} Remove it, and 'nabla train --resume' makes it anew.", e);
        }
    }

    /// <summary>Tells it: the JSON line, or words.</summary>
    internal void Tell(Terminal terminal, RunFolder run)
    {
        terminal.Emit("end", Write);
        if (terminal.Json)
            return;
        terminal.Say($"""
            test {Test.Text}, after {Steps:N0} steps in {Seconds:F1} s
            weights {Weights}
            report  {run.ReportFile}
            {Catalog.Get(Model).Advice(run.Path)}
            """);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("model", Model);
        json.WriteString("data", Data);
        json.WriteNumber("epochs", Epochs);
        json.WriteNumber("steps", Steps);
        json.WriteFinite("seconds", Seconds);
        Test.Write(json);
        json.WriteString("weights", Weights);
        json.WriteString("run", Run);
    }
}
