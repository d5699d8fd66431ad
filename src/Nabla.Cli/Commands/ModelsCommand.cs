using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla models [NAME]</c>: what can be trained; with a name its layers and settings.</summary>
internal static class ModelsCommand
{
    internal static Command Create(Terminal terminal)
    {
        string[] names = [.. Catalog.Models.Select(m => m.Name)];
        var name = Options.ChoiceArgument("name", $"One model's layers and settings: {string.Join(", ", names)}", names);
        name.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("models", "Lists the models that can be trained, with their parameters.") { name, Options.Json() };
        command.SetAction(p => p.GetValue(name) is { } one ? Tell(terminal, Catalog.Get(one)) : List(terminal));
        return command;
    }

    private static int List(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("name").AddColumn("model").AddColumn(new TableColumn("parameters").RightAligned()).AddColumn("input").AddColumn("from");
        foreach (var m in Catalog.Models)
        {
            long parameters = m.Create().ParameterCount;
            terminal.Emit("model", json => Write(json, m, parameters));
            table.AddRow(new Text(m.Name), new Text(m.Title), new Text($"{parameters:N0}"), new Text($"{m.Input}"), new Text(m.Source));
        }

        if (!terminal.Json)
            terminal.Console.Write(table);
        return ExitCodes.Done;
    }

    private static int Tell(Terminal terminal, ModelEntry m)
    {
        var model = m.Create();
        model.Init(0);
        var summary = ModelTable.Summary(model, m.Input);
        terminal.Emit("model", json =>
        {
            Write(json, m, model.ParameterCount);
            json.WriteNumber("multiplyAdds", summary.MultiplyAdds);
            json.WriteNumber("activationBytes", summary.ActivationBytes);
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
        });
        if (terminal.Json)
            return ExitCodes.Done;
        terminal.Say($"{m.Title} ({m.Source}), input {m.Input}, {m.Classes} classes");
        terminal.Console.Write(ModelTable.Of(summary));
        var r = m.Recipe;
        terminal.Say($"nabla train {m.Name} stands for: --data {r.Data} --epochs {r.Epochs} --batch {r.Batch} --lr {r.Rate} --schedule {r.Schedule} --warmup {r.Warmup} --optimizer {r.Optimizer} --weight-decay {r.WeightDecay}{TableWords(r)} --seed 0");
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
        json.WriteString("data", m.Recipe.Data);
        json.WriteNumber("epochs", m.Recipe.Epochs);
        json.WriteNumber("batch", m.Recipe.Batch);
        json.WriteNumber("lr", m.Recipe.Rate);
        json.WriteString("schedule", m.Recipe.Schedule);
        json.WriteNumber("warmup", m.Recipe.Warmup);
        json.WriteString("optimizer", m.Recipe.Optimizer);
        json.WriteNumber("weightDecay", m.Recipe.WeightDecay);
        json.WriteEndObject();
    }
}
