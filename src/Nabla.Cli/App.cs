using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The program without its process: commands, messages and exit codes.</summary>
internal static class App
{
    private const string About = """
        Nabla: deep learning for .NET.

        Exit codes: 0 done, 2 the command line cannot be understood, 3 bad input or output (a file, a folder, their contents),
        4 training diverged, 130 interrupted.
        """;

    private const string Version = "--version";

    /// <summary>Runs one command line; <paramref name="cancel"/> is what Ctrl-C sets.</summary>
    internal static int Run(string[] args, Terminal terminal, CancellationToken cancel = default)
    {
        var parsed = Commands(terminal, cancel).Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        terminal.Json = parsed.GetResult(Options.JsonName) is OptionResult json && json.GetValueOrDefault<bool>();
        bool asks = parsed.Action is HelpAction || parsed.GetResult(Version) is OptionResult { Implicit: false };
        if (!asks && Problem(parsed, args) is { } problem)
            return Fail(terminal, ExitCodes.Usage, problem, $"See '{Path(parsed)} --help'.");
        try
        {
            if (parsed is not { Action: HelpAction, CommandResult.Parent: null })
                return parsed.Invoke(Streams(terminal.Out, terminal.Error));
            terminal.Out.Write(Overview(parsed));
            return args.Length == 0 ? ExitCodes.Usage : ExitCodes.Done;
        }
        catch (DivergedException e)
        {
            return Fail(terminal, ExitCodes.Diverged, e.Message);
        }
        catch (NablaException e)
        {
            return Fail(terminal, ExitCodes.BadInput, e.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Fail(terminal, ExitCodes.Interrupted, "interrupted.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)     // files have their own errors: what is left is mostly output
        {
            return Fail(terminal, ExitCodes.BadInput, $"output could not be written: {e.Message.TrimEnd('.')}. Check where it goes, and the free space.");
        }
    }

    internal static RootCommand Commands(Terminal terminal, CancellationToken cancel) => new(About)
    {
        TrainCommand.Create(terminal, cancel),
        EvalCommand.Create(terminal, cancel),
        PredictCommand.Create(terminal),
        SummaryCommand.Create(terminal),
        FeaturesCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        ModelsCommand.Create(terminal),
        DataCommand.Create(terminal, cancel),
        ScheduleCommand.Create(terminal),
        EnvCommand.Create(terminal),
    };

    private static InvocationConfiguration Streams(TextWriter output, TextWriter error) =>
        new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = error };

    // The list of commands shows every argument as if it were required.
    private static string Overview(ParseResult parsed)
    {
        using var text = new StringWriter();
        parsed.Invoke(Streams(text, text));
        foreach (var command in parsed.RootCommandResult.Command.Subcommands)
            foreach (var argument in command.Arguments.Where(a => a.Arity.MinimumNumberOfValues == 0))
                text.GetStringBuilder().Replace($"{command.Name} <{argument.Name}>", $"{command.Name} [{argument.Name}]");
        return text.ToString();
    }

    private static int Fail(Terminal terminal, int code, params string[] lines)
    {
        Try(() =>
        {
            foreach (string line in lines)
                terminal.Warn(line);
            if (terminal.Advice is { } advice)
                terminal.Warn(advice);
        });
        Try(() => terminal.Emit("error", json =>
        {
            json.WriteNumber("exit", code);
            json.WriteString("message", lines[0]);
        }));
        return code;
    }

    // Where an error cannot be told, the exit code still does.
    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
        }
    }

    // One message: what follows an unknown word usually only follows from it.
    private static string? Problem(ParseResult parsed, string[] args)
    {
        if (Array.FindIndex(args, string.IsNullOrWhiteSpace) is >= 0 and var empty)
            return $"word {empty + 1} of the command line is empty. Give a name or a path, or leave it out.";
        string? optionAsValue = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).FirstOrDefault(v => v.StartsWith("--", StringComparison.Ordinal));
        if ((parsed.UnmatchedTokens.FirstOrDefault() ?? optionAsValue) is not { } word)
            return Missing.In(parsed.CommandResult) ?? parsed.Errors.FirstOrDefault()?.Message;
        var command = parsed.CommandResult.Command;
        var known = command.Options.Concat<Symbol>(command.Subcommands).Select(s => s.Name);
        return $"'{word}' is not known to '{Path(parsed)}'.{Suggest.For(word, known)}";
    }

    private static string Path(ParseResult parsed)
    {
        string path = "";
        for (var c = parsed.CommandResult; c is not null; c = c.Parent as CommandResult)
            path = (c.Parent is null ? "nabla" : c.Command.Name) + (path.Length > 0 ? " " : "") + path;
        return path;
    }
}
