using System.CommandLine;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary><c>nabla summary RUN|MODEL</c>: the layers of a run's model, or of one at a size and for classes of one's own.</summary>
internal static class SummaryCommand
{
    internal static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "A run folder that 'nabla train' made, or a model" };
        var size = Options.Integer("--size", "pixels", "Of a model: the side of its images [the model's]", most: 4096);
        var classes = Options.Integer("--classes", "n", "Of a model: how many it tells apart [the model's]", most: 1 << 20);
        var command = new Command("summary", "Shows a model's layers, parameters, multiply-adds and activation memory for one sample.") { source, size, classes, Options.Json() };
        command.SetAction(p => Run(p.GetRequiredValue(source), p.GetValue(size), p.GetValue(classes), terminal));
        return command;
    }

    private static int Run(string source, int? size, int? classes, Terminal terminal)
    {
        var (name, model, input) = Open(source, size, classes, terminal);
        var summary = ModelTable.Summary(model, input);
        terminal.Emit("summary", json =>
        {
            json.WriteString("model", name);
            json.WriteNumbers("input", input.ToArray());
            json.WriteNumber("parameters", summary.Parameters);
            ModelsCommand.Write(json, summary);
        });
        if (terminal.Json)
            return ExitCodes.Done;
        terminal.Say($"{name}, input {input}");
        terminal.Console.Write(ModelTable.Of(summary));
        terminal.Say($"{summary.ActivationBytes / 1e6:N1} MB of results are kept for backward, for one sample");
        return ExitCodes.Done;
    }

    private static (string Name, Module<Tensor, Tensor> Model, Shape Input) Open(string source, int? size, int? classes, Terminal terminal)
    {
        if (Source.Model(source) is not { } entry)
        {
            if (size is not null || classes is not null)
                throw new DataException(source, "is a run, which has its own size and classes. Leave out --size and --classes.");
            var folder = RunFolder.Open(source);
            var run = RunModel.Load(folder, terminal);
            return (folder.Config.Model, run.Model, run.Schema is { } schema ? [schema.Width] : run.Input);
        }

        if ((size is not null || classes is not null) && entry.OfClasses is null)
            throw new DataException(source, $"has {entry.Classes} classes and takes {entry.Input} alone. Leave out --size and --classes.");
        Shape input = size is { } side ? [entry.Input[0], side, side] : entry.Input;
        var model = entry.Make(input, classes ?? entry.Classes);
        model.Init(0);
        return (entry.Name, model, input);
    }
}

/// <summary>What RUN|MODEL stands for.</summary>
internal static class Source
{
    /// <summary>The model of that name; null where it is a run folder.</summary>
    /// <exception cref="DataException">It is neither, but nearly a model's name.</exception>
    internal static ModelEntry? Model(string source)
    {
        if (Directory.Exists(source))
            return null;
        var names = Catalog.Models.Select(m => m.Name);
        return names.Contains(source) ? Catalog.Get(source)
            : Suggest.For(source, names) is { Length: > 0 } near ? throw new DataException(source, $"there is no such run folder or model.{near}")
            : null;
    }
}
