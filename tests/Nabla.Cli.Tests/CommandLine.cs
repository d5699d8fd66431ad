using System.Text;
using System.Text.Json;

namespace Nabla.Cli.Tests;

/// <summary>What a command line came to.</summary>
internal sealed record Outcome(int Code, string Out, string Error)
{
    /// <summary>Standard output's lines as JSON; fails when one is not.</summary>
    internal JsonElement[] Json => [.. Lines.Select(l => JsonDocument.Parse(l).RootElement)];

    internal string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal JsonElement End => Json[^1];

    internal string Weights => End.GetProperty("weights").GetString()!;
}

/// <summary>Runs the program inside the test's process.</summary>
internal static class CommandLine
{
    /// <summary>A training of eight steps.</summary>
    internal const string Short = "train lenet5 --limit 512 --epochs 1";

    /// <summary>Runs words that are separated by single spaces.</summary>
    internal static Outcome Run(string line) => Run(line.Split(' '));

    internal static Outcome Run(params string[] args) => Run(args, default);

    /// <summary>Runs until a line of standard output holds <paramref name="word"/>, then interrupts as Ctrl-C does.</summary>
    internal static Outcome RunUntil(string word, string line)
    {
        using var cancel = new CancellationTokenSource();
        return Run(line.Split(' '), cancel.Token, new Listener(l => { if (l.Contains(word, StringComparison.Ordinal)) cancel.Cancel(); }));
    }

    private static Outcome Run(string[] args, CancellationToken cancel, StringWriter? output = null)
    {
        output ??= new StringWriter();
        using var error = new StringWriter();
        int code = App.Run(args, new Terminal(output, error), cancel);
        return new(code, output.ToString(), error.ToString());
    }

    private sealed class Listener(Action<string> heard) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            heard(value ?? "");
        }

        public override Encoding Encoding => Encoding.UTF8;
    }
}
