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
        {
            string? folder = info.Embedded ? null : places.Find(info);
            terminal.Emit("data", json =>
            {
                json.WriteString("name", info.Name);
                json.WriteString("description", info.Description);
                json.WriteString("licence", info.Licence);
                json.WriteBoolean("embedded", info.Embedded);
                json.WriteNumber("bytes", info.Bytes);
                json.WriteString("folder", folder);
            });
            table.AddRow(new Text(info.Name), new Text(info.Description), new Text(info.Licence), new Text(info.Embedded ? "embedded" : folder ?? $"{info.Bytes / 1e6:F1} MB to download"));
        }

        if (!terminal.Json)
            terminal.Console.Write(table);
        return ExitCodes.Done;
    }

    private static int Get(Terminal terminal, string name, CancellationToken cancel)
    {
        var (train, test) = DataAccess.Load(name, terminal, cancel);
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
