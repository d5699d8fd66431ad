using System.CommandLine;
using System.Text.RegularExpressions;
using Nabla.Tests;

namespace Nabla.Cli.Tests;

/// <summary>docs/CommandLine.md tells what the program does.</summary>
public class DocumentTests
{
    private static readonly string s_text = File.ReadAllText(Repository.PathOf("docs", "CommandLine.md"));

    [Fact]
    public void Every_verb_option_and_argument_is_named()
    {
        var root = App.Commands(new Terminal(TextWriter.Null, TextWriter.Null), default);
        foreach (var (path, command) in Verbs(root, "nabla"))
        {
            Assert.Contains($"`{path}", s_text);
            Assert.All(command.Options, o => Assert.Matches($"[`| ]{o.Name}[`, ]", s_text));
        }

        var train = root.Subcommands.Single(c => c.Name == "train");
        string table = s_text.Split("## ").Single(p => p.StartsWith("Options of `train`", StringComparison.Ordinal));
        Assert.Equal(train.Options.Select(o => o.Name).Except(["--json"]).Order(), Regex.Matches(table, @"^\| `(--[a-z-]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public void Every_event_and_its_fields_are_named()
    {
        using var folder = new TemporaryFolder();
        string run = folder["run"];
        string[] lines = ["models --json", "models lenet5 --json", "data list --json", "data get mnist-mini --json", "data get iris --json", $"schedule one-cycle --json --out {folder["rate.svg"]}", "env --json", "train nothing --json", $"{CommandLine.Short} --json --out {run}", $"eval {run} --json", $"train mlp --epochs 1 --json --out {folder["iris"]}", $"eval {folder["iris"]} --json", $"predict {folder["iris"]} iris --json", $"train mlp --data diabetes --epochs 1 --json --out {folder["diabetes"]}", $"predict {folder["diabetes"]} diabetes --json"];
        lines = [.. lines, $"summary {run} --json", $"predict {run} {DrawnDigit(folder)} --json", $"features {run} {folder["digit.png"]} --json", $"explain {run} {folder["digit.png"]} --json --out {folder["why.png"]}"];
        foreach (var e in lines.SelectMany(l => CommandLine.Run(l).Json))
        {
            string name = e.GetProperty("event").GetString()!;
            string rows = string.Join('\n', s_text.Split('\n').Where(l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal)));
            Assert.True(rows.Length > 0, $"event {name} is not in docs/CommandLine.md");
            Assert.True(name != "error" || e.GetProperty("exit").GetInt32() == 2, $"{e}");          // only what is meant to fail does
            Assert.All(e.EnumerateObject().Skip(1), field => Assert.Contains($"`{field.Name}`", rows));
            if (e.TryGetProperty("test", out var test) && test.ValueKind == System.Text.Json.JsonValueKind.Object)
                Assert.All(test.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", rows));
        }
    }

    [Fact]
    public void Every_file_of_a_run_exit_code_and_environment_variable_is_named()
    {
        Assert.All([ExitCodes.Done, ExitCodes.Usage, ExitCodes.BadInput, ExitCodes.Diverged, ExitCodes.Interrupted], code => Assert.Contains($"\n| {code} |", s_text));
        string sources = string.Concat(Repository.Sources("src").Values);
        string[] files = [.. Regex.Matches(sources, @"=> File\(""([a-z.]+)""\)").Select(m => m.Groups[1].Value)];
        Assert.Contains("metrics.jsonl", files);
        Assert.All(files.Except(["checkpoint.next.safetensors"]), f => Assert.Contains($"| `{f}` |", s_text));
        string[] variables = [.. Regex.Matches(sources, @"""((NABLA|XDG)_[A-Z_]+)""").Select(m => m.Groups[1].Value)];
        Assert.Contains("NABLA_DATA", variables);
        Assert.All(variables, v => Assert.Contains($"| `{v}` |", s_text));
    }

    private static string DrawnDigit(TemporaryFolder folder)
    {
        Pictures.Save(folder["digit.png"], new(3, 28, 28, [.. Enumerable.Range(0, 3 * 784).Select(i => i % 28 is 13 or 14 && i / 28 % 28 is > 5 and < 22 ? 1f : 0)]));
        return folder["digit.png"];
    }

    private static IEnumerable<(string Path, Command Command)> Verbs(Command command, string path) =>
        command.Subcommands.Count == 0 ? [(path, command)] : command.Subcommands.SelectMany(c => Verbs(c, $"{path} {c.Name}"));
}
