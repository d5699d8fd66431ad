using System.Text.Json;

namespace Nabla.Cli;

/// <summary>A score by its name: <c>accuracy</c> and <c>f1</c> as parts of 1, <c>mae</c> and <c>rmse</c> in the target's unit, <c>r2</c>.</summary>
internal readonly record struct Measure(string Name, double Value)
{
    internal static readonly string[] OfBatches = ["accuracy", "mae"];

    /// <summary>True for what is shown in percent.</summary>
    internal bool IsShare => Name is "accuracy" or "f1";

    /// <summary>The number for people.</summary>
    internal string Text(int digits = 2) => IsShare ? $"{(100 * Value).ToString($"F{digits}")} %" : $"{Value:G4}";

    /// <summary>A loss for people: by powers of ten from a million up.</summary>
    internal static string Loss(double loss, int digits = 4) => loss.ToString(Math.Abs(loss) < 1e6 ? $"F{digits}" : "0.###e+0");

    /// <summary>Short, for a line of progress: <c>acc 97.80 %</c>.</summary>
    internal string Short(int digits = 2) => $"{(Name == "accuracy" ? "acc" : Name)} {Text(digits)}";

    /// <summary>The one that a line of <c>metrics.jsonl</c> has.</summary>
    internal static Measure Read(JsonElement e)
    {
        string name = OfBatches.FirstOrDefault(n => e.TryGetProperty(n, out _)) ?? throw new KeyNotFoundException("it has no score.");
        return new(name, e.GetProperty(name).Finite());
    }
}

/// <summary>How a model did on test samples: its loss and its scores.</summary>
internal sealed record Scores(double Loss, IReadOnlyList<Measure> Measures)
{
    internal double this[string name] => Measures.First(m => m.Name == name).Value;

    /// <summary><c>accuracy 97.80 %, f1 97.78 %, loss 0.0712</c>.</summary>
    internal string Text => string.Join(", ", Measures.Select(m => $"{m.Name} {m.Text()}")) + $", loss {Measure.Loss(Loss)}";

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("test");
        json.WriteFinite("loss", Loss);
        foreach (var m in Measures)
            json.WriteFinite(m.Name, m.Value);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static Scores Read(JsonElement parent)
    {
        var test = parent.GetProperty("test");
        return new(test.GetProperty("loss").Finite(), [.. test.EnumerateObject().Where(p => p.Name != "loss").Select(p => new Measure(p.Name, p.Value.Finite()))]);
    }
}
