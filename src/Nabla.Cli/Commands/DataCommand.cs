using System.CommandLine;
using Nabla.Zoo;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla data list</c> and <c>nabla data get NAME</c>.</summary>
internal static class DataCommand
{
    internal static Command Create(Terminal terminal, CancellationToken cancel)
    {
        var list = new Command("list", "Lists the data sets that are known by name, and where they are.") { Options.Json() };
        list.SetAction(_ => List(terminal));
        var name = new Argument<string>("name") { Description = "A data set, see 'nabla data list'" };
        var get = new Command("get", "Downloads a data set unless it is here already, and checks it.") { name, Options.Json() };
        get.SetAction(p => Get(terminal, p.GetRequiredValue(name), cancel));
        return new("data", "Lists and gets data sets.") { list, get };
    }

    private static int List(Terminal terminal)
    {
        var places = DataPlaces.FromEnvironment();
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "what", "licence", "where");
        foreach (var info in Datasets.All)
            Tell(info.Name, info.Description, info.Licence, info.Embedded, info.Bytes, info.Embedded ? null : places.Find(info));
        foreach (var toy in ToyTable.All)
            Tell(toy.Name, $"table: {toy.Description}", toy.Licence, embedded: true, 0, null);

        if (!terminal.Json)
            terminal.Console.Write(table);
        return ExitCodes.Done;

        void Tell(string name, string description, string licence, bool embedded, long bytes, string? folder)
        {
            terminal.Emit("data", json =>
            {
                json.WriteString("name", name);
                json.WriteString("description", description);
                json.WriteString("licence", licence);
                json.WriteBoolean("embedded", embedded);
                json.WriteNumber("bytes", bytes);
                json.WriteString("folder", folder);
            });
            table.AddRow(new Text(name), new Text(description), new Text(licence), new Text(embedded ? "embedded" : folder ?? $"{bytes / 1e6:F1} MB to download"));
        }
    }

    private static int Tell(Terminal terminal, ToyTable toy)
    {
        var table = toy.Read();
        terminal.Emit("data", json =>
        {
            json.WriteString("name", toy.Name);
            json.WriteNumber("rows", table.Count);
            json.WriteStrings("columns", [.. table.Columns]);
            json.WriteString("target", toy.Target);
        });
        if (!terminal.Json)
            terminal.Say($"{toy.Name}: {table.Count:N0} rows of {table.Columns.Count} columns, embedded; {toy.Target} is predicted");
        return ExitCodes.Done;
    }

    private static int Get(Terminal terminal, string name, CancellationToken cancel)
    {
        if (TableTask.Toy(name) is { } toy)
            return Tell(terminal, toy);
        var (train, test) = ImageTask.Load(name, terminal, cancel);
        string? folder = Datasets.All.FirstOrDefault(i => i.Name == name) is { Embedded: false } info ? DataPlaces.FromEnvironment().Find(info) : null;
        terminal.Emit("data", json =>
        {
            json.WriteString("name", name);
            json.WriteNumber("train", train.Count);
            json.WriteNumber("test", test.Count);
            json.WriteNumbers("shape", train.Channels, train.Height, train.Width);
            json.WriteStrings("classes", [.. train.Classes]);
            json.WriteString("folder", folder);
        });
        if (!terminal.Json)
            terminal.Say($"{name}: {train.Count:N0} training and {test.Count:N0} test images, {train.Channels}×{train.Height}×{train.Width}, {train.Classes.Count} classes{(folder is null ? "" : $", in {folder}")}");
        return ExitCodes.Done;
    }
}
