using System.Text.Json;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Where a command's words go: results to standard output, problems and advice to standard error.</summary>
/// <remarks>With <c>--json</c> standard output carries JSON lines only, and every word for people goes to standard error.</remarks>
internal sealed class Terminal
{
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="console">Colours and live display on standard output; null for plain text.</param>
    internal Terminal(TextWriter output, TextWriter error, IAnsiConsole? console = null)
    {
        (Out, Error) = (output, error);
        IsLive = console is not null;
        Console = console ?? AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(output),
        });
        if (!IsLive)
            Console.Profile.Width = 100;
    }

    /// <summary>This process's own streams; live only where a person looks at a terminal that can move its cursor.</summary>
    internal static Terminal OfProcess() => new(System.Console.Out, System.Console.Error,
        !System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true } ? AnsiConsole.Console : null);

    /// <summary>Standard output.</summary>
    internal TextWriter Out { get; }

    /// <summary>Standard error.</summary>
    internal TextWriter Error { get; }

    /// <summary>Tables and pictures.</summary>
    internal IAnsiConsole Console { get; }

    /// <summary>True when lines may be redrawn.</summary>
    internal bool IsLive { get; }

    /// <summary>Set by <c>--json</c>.</summary>
    internal bool Json { get; set; }

    /// <summary>What to say after the error that is on its way.</summary>
    internal string? Advice { get; set; }

    /// <summary>A line for people.</summary>
    internal void Say(string line) => (Json ? Error : Out).WriteLine(line);

    /// <summary>A line about a problem, or advice.</summary>
    internal void Warn(string line) => Error.WriteLine($"nabla: {line}");

    /// <summary>A line for programs; only with <c>--json</c>.</summary>
    internal void Emit(string kind, Action<Utf8JsonWriter> write)
    {
        if (!Json)
            return;
        Out.WriteLine(JsonLine.Of(kind, write));
        Out.Flush();
    }
}
