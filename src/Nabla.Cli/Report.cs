using System.Text.Json;
using Nabla.Nn;

namespace Nabla.Cli;

/// <summary>Tells how training goes.</summary>
internal abstract class Report
{
    internal abstract void Start(TrainOptions options, Module model);

    internal abstract void Epoch(int epoch, int epochs, double loss, double accuracy, TimeSpan elapsed);

    internal abstract void End(TrainOptions options, TrainResult result, string weights);
}

/// <summary>Plain lines for people.</summary>
internal sealed class TextReport : Report
{
    internal override void Start(TrainOptions options, Module model)
    {
        foreach (var (path, p) in model.Parameters())
            Console.WriteLine($"  {path,-14} {p.Shape,-18} {p.Shape.Count,8:N0}");
        Console.WriteLine($"{options.Model}: {model.ParameterCount:N0} parameters, {options.Data}, seed {options.Seed}");
    }

    internal override void Epoch(int epoch, int epochs, double loss, double accuracy, TimeSpan elapsed) =>
        Console.WriteLine($"epoch {epoch}/{epochs}  loss {loss:F4}  test accuracy {accuracy:P2}  {elapsed.TotalSeconds:F1} s, {elapsed.TotalSeconds / epoch * (epochs - epoch):F1} s to go");

    internal override void End(TrainOptions options, TrainResult result, string weights) =>
        Console.WriteLine($"test accuracy {result.TestAccuracy:P2}, loss {result.TestLoss:F4}, after {result.Steps} steps in {result.Seconds:F1} s\nweights {weights}");
}

/// <summary>One JSON object a line for programs.</summary>
internal sealed class JsonReport : Report
{
    internal override void Start(TrainOptions options, Module model) => Line("start", json =>
    {
        json.WriteString("model", options.Model);
        json.WriteNumber("parameters", model.ParameterCount);
    });

    internal override void Epoch(int epoch, int epochs, double loss, double accuracy, TimeSpan elapsed) => Line("epoch", json =>
    {
        json.WriteNumber("epoch", epoch);
        json.WriteNumber("loss", loss);
        json.WriteNumber("accuracy", accuracy);
        json.WriteNumber("seconds", elapsed.TotalSeconds);
    });

    internal override void End(TrainOptions options, TrainResult result, string weights) => Line("end", json =>
    {
        json.WriteString("model", options.Model);
        json.WriteString("data", options.Data);
        json.WriteNumber("epochs", options.Epochs);
        json.WriteNumber("steps", result.Steps);
        json.WriteNumber("seconds", result.Seconds);
        json.WriteStartObject("test");
        json.WriteNumber("loss", result.TestLoss);
        json.WriteNumber("accuracy", result.TestAccuracy);
        json.WriteEndObject();
        json.WriteString("weights", weights);
    });

    private static void Line(string kind, Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            write(json);
            json.WriteEndObject();
        }

        Console.WriteLine(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
    }
}
