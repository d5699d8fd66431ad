using System.CommandLine;
using System.Text.Json;
using Nabla.Nn;
using Nabla.Zoo;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla models [NAME]</c>: what can be trained; with a name layers and settings.</summary>
internal static class ModelsCommand
{
    internal static Command Create(Terminal terminal)
    {
        string[] names = [.. Catalog.Models.Select(m => m.Name)];
        var name = Options.ChoiceArgument("name", $"One model's layers and settings: {string.Join(", ", names)}", names);
        name.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("models", "Lists the models with their parameters, and multiply-adds and activations of one sample.") { name, Options.Json() };
        command.SetAction(p => p.GetValue(name) switch
        {
            null => List(terminal),
            var n => Tell(terminal, Catalog.Get(n)),
        });
        return command;
    }

    private static int List(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("name").AddColumn(Right("parameters")).AddColumn(Right("multiply-adds")).AddColumn(Right("activations"))
            .AddColumn("input").AddColumn("trained on");
        foreach (var m in Catalog.Models)
        {
            var (parameters, multiplyAdds, bytes) = Costs(m);
            terminal.Emit("model", json =>
            {
                Write(json, m, parameters);
                Write(json, multiplyAdds, bytes);
            });
            table.AddRow(new Text(m.Name), new Text($"{parameters:N0}"), new Text($"{multiplyAdds / 1e6:N1} M"), new Text($"{bytes / 1e6:N1} MB"), new Text(string.Join('×', m.Input.ToArray())), new Text(m.Recipe.Data));
        }

        if (!terminal.Json)
            terminal.Console.Write(table);
        return ExitCodes.Done;

        static Spectre.Console.TableColumn Right(string title) => new Spectre.Console.TableColumn(title).RightAligned();
    }

    // Those of a published architecture are known; to find them takes a second for the large ones.
    private static (long Parameters, long MultiplyAdds, long ActivationBytes) Costs(ModelEntry m)
    {
        if (Architectures.All.FirstOrDefault(a => a.Name == m.Name) is { } known)
            return (known.Create().ParameterCount, known.MultiplyAdds, known.ActivationBytes);
        var model = m.Create();
        model.Init(0);
        var summary = ModelTable.Summary(model, m.Input);
        return (summary.Parameters, summary.MultiplyAdds, summary.ActivationBytes);
    }

    private static ModelSummary Summary(ModelEntry m)
    {
        if (Architectures.All.FirstOrDefault(a => a.Name == m.Name) is { } known)
            return known.Summarize();
        var model = m.Create();
        model.Init(0);
        return ModelTable.Summary(model, m.Input);
    }

    private static int Tell(Terminal terminal, ModelEntry m)
    {
        var summary = Summary(m);
        terminal.Emit("model", json =>
        {
            Write(json, m, summary.Parameters);
            Write(json, summary);
        });
        if (terminal.Json)
            return ExitCodes.Done;
        terminal.Say($"{m.Title} ({m.Source}), input {m.Input}, {m.Classes} classes");
        terminal.Console.Write(ModelTable.Of(summary));
        var r = m.Recipe;
        terminal.Say($"nabla train {m.Name} stands for: --data {(r.Data.Length > 0 ? r.Data : "(a folder of pictures, or cifar10)")} --epochs {r.Epochs} --batch {r.Batch} --lr {r.Rate} --schedule {r.Schedule} --warmup {r.Warmup} --optimizer {r.Optimizer} --weight-decay {r.WeightDecay}{(r.Augment is null ? "" : $" --augment {r.Augment}")}{TableWords(r)} --seed 0");
        if (m.Regression is { } other)
            terminal.Say($"where a number is predicted: --data {other.Data} --epochs {other.Epochs} --batch {other.Batch} --lr {other.Rate} --weight-decay {other.WeightDecay}{TableWords(other)}");
        return ExitCodes.Done;
    }

    private static string TableWords(Recipe r) => r.Table is not { } t ? "" : $" --hidden {string.Join(',', t.Hidden)} --activation {t.Activation} --norm {t.Norm} --dropout {t.Dropout} --loss {t.Loss}";

    private static void Write(Utf8JsonWriter json, ModelEntry m, long parameters)
    {
        json.WriteString("name", m.Name);
        json.WriteString("title", m.Title);
        json.WriteString("source", m.Source);
        json.WriteNumber("parameters", parameters);
        json.WriteNumbers("input", m.Input.ToArray());
        json.WriteNumber("classes", m.Classes);
        json.WriteStartObject("recipe");
        json.WriteString("data", m.Recipe.Data.Length > 0 ? m.Recipe.Data : null);
        json.WriteNumber("epochs", m.Recipe.Epochs);
        json.WriteNumber("batch", m.Recipe.Batch);
        json.WriteFinite("lr", m.Recipe.Rate);
        json.WriteString("schedule", m.Recipe.Schedule);
        json.WriteNumber("warmup", m.Recipe.Warmup);
        json.WriteString("optimizer", m.Recipe.Optimizer);
        json.WriteFinite("weightDecay", m.Recipe.WeightDecay);
        json.WriteString("augment", m.Recipe.Augment);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, long multiplyAdds, long activationBytes)
    {
        json.WriteNumber("multiplyAdds", multiplyAdds);
        json.WriteNumber("activationBytes", activationBytes);
    }

    internal static void Write(Utf8JsonWriter json, ModelSummary summary)
    {
        Write(json, summary.MultiplyAdds, summary.ActivationBytes);
        json.WriteStartArray("layers");
        foreach (var r in summary.Layers)
        {
            json.WriteStartObject();
            json.WriteString("path", r.Path);
            json.WriteString("type", r.Type);
            json.WriteNumbers("output", r.Output.ToArray());
            json.WriteNumber("parameters", r.Parameters);
            json.WriteNumber("multiplyAdds", r.MultiplyAdds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
